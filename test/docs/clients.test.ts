/** docs/clients.md as a reader would take it: its blocks run against the local stack, and what they get opens the API. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InMemoryWebStorage, OidcClient, type OidcClientSettings, WebStorageStateStore } from 'oidc-client-ts'
import { beforeEach, expect, inject, test, vi } from 'vitest'
import { signInAtPage } from '../support/sign-in.ts'
import { apiUrl, clientOf, demoUser, stack } from '../support/stack.ts'
import { runSnippet } from './support/snippets.ts'

const page = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8')
const stackFile = join(inject('stackDirectory'), 'stack.json')
const { username, password } = demoUser('staff', 'org_acme')
const given = { stackFile, constants: { username, password } }

const statusWith = async (token: unknown, pool = 'merchant') =>
  (await fetch(`${apiUrl(pool)}/v1/inventory`, { headers: { authorization: `Bearer ${String(token)}` } })).status

// Amplify warns of every endpoint that is not AWS's.
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

test('Amplify signs in, and its access token opens the API', async () => {
  const { accessToken } = await runSnippet('amplify', ['accessToken'], given)
  expect(await statusWith(accessToken)).toBe(200)
})

test('amazon-cognito-identity-js signs in, and the SDK renews what it got', async () => {
  const names = ['accessToken', 'AccessToken', 'RefreshToken', 'session', 'user'] as const
  const got = await runSnippet('amazon-cognito-identity-js', names, given)
  expect([await statusWith(got.accessToken), await statusWith(got.AccessToken)]).toEqual([200, 200])
  // The casts are safe: they are what the block made, objects of the library.
  const session = got.session as { getRefreshToken(): { getToken(): string } }
  const user = got.user as { refreshSession(token: object, done: (error?: Error) => void): void }
  expect(got.RefreshToken).not.toBe(session.getRefreshToken().getToken())
  const refused = new Promise((resolve) => user.refreshSession(session.getRefreshToken(), resolve))
  expect(String(await refused)).toContain('REFRESH_TOKEN_AUTH')
})

test('oidc-client-ts signs in with the page’s settings', async () => {
  // The library's `UserManager` looks for a browser's storage.
  vi.stubGlobal('window', { sessionStorage: new InMemoryWebStorage(), localStorage: new InMemoryWebStorage() })
  const got = await runSnippet('oidc-client-ts', ['settings', 'manager', 'signOut'], { stackFile })
  // The cast is safe: it is what the block gave to the library.
  const settings = got.settings as OidcClientSettings
  const client = new OidcClient({
    ...settings,
    stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  })
  const { url } = await client.createSigninRequest({})
  const back = await signInAtPage(new URL(url), { username, password }, settings.redirect_uri)
  const { access_token } = await client.processSigninResponse(back.href)
  expect(await statusWith(access_token)).toBe(200)
  expect(clientOf('merchant-web').redirectUris).toContain(settings.redirect_uri)
  // The cast is safe: two texts, as the page has them.
  const query = new URLSearchParams(got.signOut as Record<string, string>)
  const { domain } = stack().pools['merchant'] ?? {}
  const answer = await fetch(`${domain}/logout?${query.toString()}`, { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([302, query.get('logout_uri')])
})

test('openid-client gets a machine’s token', async () => {
  const { accessToken } = await runSnippet('openid-client', ['accessToken'], { stackFile })
  expect(await statusWith(accessToken, 'partner')).toBe(200)
})

test('the AWS SDK finds the stack by the variables of `aws.env` alone', async () => {
  const lines = readFileSync(join(inject('stackDirectory'), 'aws.env'), 'utf8')
    .trim()
    .split('\n')
  for (const line of lines) vi.stubEnv(line.replace(/=.*/, ''), line.replace(/^\w+=/, ''))
  const { UserPools } = await runSnippet('aws-sdk', ['UserPools'])
  const pools = Object.values(stack().pools).map(({ id }) => expect.objectContaining({ Id: id }) as unknown)
  expect(UserPools).toEqual(pools)
})

test('the page names the versions that are installed', () => {
  // The cast is safe: the manifest is ours.
  const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  const named = [...page.matchAll(/^(\S+) (\d+\.\d+)[, ]/gm)].map(([, name = '', version]) => [name, version])
  expect(named).toHaveLength(5)
  expect(named).toEqual(named.map(([name = '']) => [name, /^\d+\.\d+/.exec(dependencies[name] ?? '')?.[0]]))
})

test('each file that the page links to exists', () => {
  const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link = '']) => link)
  expect(links.length).toBeGreaterThan(3)
  expect(links.filter((link) => !existsSync(new URL(`../../docs/${link}`, import.meta.url)))).toEqual([])
})
