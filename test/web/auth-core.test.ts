/** A server-rendered application with `@auth/core`, the core of Auth.js, as it comes: a confidential client, with a secret. */
import { Auth, type AuthConfig } from '@auth/core'
import Cognito from '@auth/core/providers/cognito'
import { Browser } from '@scopegate/emulator/cognito/testing/browser'
import { givenWorld } from '@scopegate/emulator/cognito/testing/given-world'
import { clients, rendered, shop } from '@scopegate/emulator/cognito/testing/pools'
import type { World } from '@scopegate/emulator/cognito/testing/world'
import { decodeJwt } from 'jose'
import { beforeAll, expect, test, vi } from 'vitest'
import { runSnippet } from '../docs/support/snippets.ts'

let world: World
givenWorld((started) => {
  world = started
})

/** What the application's browser has from the application; the emulator's cookies are `Browser`'s. */
let cookies: Map<string, string>
/** The configuration of docs/clients.md. */
let shown: Pick<AuthConfig, 'providers' | 'callbacks'>
beforeAll(async () => {
  cookies = new Map()
  vi.stubEnv('AUTH_COGNITO_ISSUER', `${world.url}/${shop.id}`)
  vi.stubEnv('AUTH_COGNITO_ID', clients.backend.id)
  vi.stubEnv('AUTH_COGNITO_SECRET', clients.backend.secret ?? '')
  // The cast is safe: the page gives it to Auth.js.
  shown = (await runSnippet('auth', ['config'])).config as typeof shown
})

/** The application: every request of its browser goes through Auth.js, on the address that the client has registered. */
async function application(path: string, form?: Record<string, string>, changes: Partial<AuthConfig> = {}) {
  const headers = new Headers({ cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') })
  const init = form === undefined ? { headers } : { method: 'POST', headers, body: new URLSearchParams(form) }
  const response = await Auth(new Request(new URL(path, rendered), init), {
    basePath: '/auth',
    secret: 'what the application seals its cookies with',
    trustHost: true,
    ...shown,
    callbacks: {
      ...shown.callbacks,
      // The test looks at what no page of the application should see.
      session: ({ session, token }) => ({ ...session, access: token['access'] }),
    },
    logger: { error: () => {}, warn: () => {} },
    ...changes,
  })
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  }
  return response
}

const begin = async () => {
  const { csrfToken } = (await (await application('/auth/csrf')).json()) as { csrfToken: string }
  return application('/auth/signin/cognito', { csrfToken, callbackUrl: rendered })
}

test('a person signs in, and the application holds the access token on its side', async () => {
  const start = await begin()
  const authorize = new URL(start.headers.get('location') ?? '')
  expect(authorize.pathname).toBe(`/${shop.domainPrefix}/oauth2/authorize`)
  const back = await new Browser().signIn(authorize, world.person.email, world.person.password)
  const done = await application(back.headers.get('location') ?? '')
  expect([done.status, done.headers.get('location')]).toEqual([302, rendered])
  const session = (await (await application('/auth/session')).json()) as { user: { email: string }; access: string }
  expect(session.user.email).toBe(world.person.email)
  expect(decodeJwt(session.access)).toMatchObject({ client_id: clients.backend.id, token_use: 'access' })
})

test('an application with a wrong secret gets no session', async () => {
  const start = await begin()
  const back = await new Browser().signIn(
    start.headers.get('location') ?? '',
    world.person.email,
    world.person.password,
  )
  const wrong = Cognito({ issuer: `${world.url}/${shop.id}`, clientId: clients.backend.id, clientSecret: 'another' })
  const done = await application(back.headers.get('location') ?? '', undefined, { providers: [wrong] })
  expect(done.headers.get('location')).toContain('/auth/error')
})
