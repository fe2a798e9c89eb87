import {
  AdminCreateUserCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { destination } from '../testing/destination.ts'
import { authorizeUrl, exchange, outcome, post } from '../testing/oauth.ts'
import { callback, shop } from '../testing/pools.ts'
import { startWorld, type World } from '../testing/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld([{ ...shop, mfa: 'ON' }])
})
afterAll(() => world.stop())

let person: { email: string; password: string }
beforeEach(async ({ task }) => {
  person = { email: `${task.id}@shop.example`, password: 'correct horse 1' }
  await world.cognito.ensureUser({ pool: shop.id, ...person, attributes: {} })
  // Demo users of such a pool have an authenticator; these set one up.
  await world.sdk.send(new AdminDeleteSoftwareTokenCommand({ UserPoolId: shop.id, Username: person.email }))
})

/** A page and the browser that it is in. */
interface Shown {
  readonly browser: Browser
  readonly url: string
  readonly html: string
}

async function shown(browser: Browser, answer: Response): Promise<Shown> {
  return { browser, url: answer.url, html: await answer.text() }
}

async function afterPassword(): Promise<Shown> {
  const browser = new Browser()
  return shown(browser, await browser.signIn(authorizeUrl(world), person.email, person.password))
}

const send = ({ browser, url, html }: Shown, code: string) => browser.submit(url, html, { code })
const secretIn = ({ html }: Shown) => /<dt>Key<\/dt><dd><code>([A-Z2-7]+)</.exec(html)?.[1] ?? ''
const alertOf = (html: string) => /<p role="alert"[^>]*>([^<]*)</.exec(html)?.[1]
const codeOf = (secret: string, later = 0) => new TOTP({ secret }).generate({ timestamp: world.now + later })
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** Sets up an authenticator; the answer is its secret. */
async function enrolled(): Promise<string> {
  const page = await afterPassword()
  const secret = secretIn(page)
  expect(destination(await send(page, codeOf(secret)))[0]).toBe(callback)
  return secret
}

test('a pool that wants a second factor has it set up at the first sign-in, and the tokens say so', async () => {
  const page = await afterPassword()
  const secret = secretIn(page)
  expect(page.html).toContain('<h1>Set up an authenticator app</h1>')
  expect(page.html).toContain(
    `otpauth://totp/a-shop:${encodeURIComponent(person.email)}?issuer=a-shop&amp;secret=${secret}`,
  )
  expect(page.html).toMatch(/<svg class="qr" role="img" aria-label="[^"]+"/)
  expect(page.html).toMatch(/autocomplete="one-time-code"/)
  const code = codeOf(secret)
  // Spaces are how apps show it.
  const [address, { code: grant = '' }] = destination(await send(page, `${code.slice(0, 3)} ${code.slice(3)}`))
  expect(address).toBe(callback)
  const [, tokens] = await outcome(post(world, 'token', exchange(grant)))
  expect(decodeJwt((tokens as { id_token: string }).id_token)['amr']).toEqual(['pwd', 'otp', 'mfa'])
})

test('a wrong code at the setup can be corrected with the same key', async () => {
  const page = await afterPassword()
  const secret = secretIn(page)
  const answer = await send(page, wrong(codeOf(secret)))
  expect(answer.status).toBe(400)
  const again = await shown(page.browser, answer)
  expect(alertOf(again.html)).toBe('This code is not right. Enter the newest one.')
  expect(secretIn(again)).toBe(secret)
  expect(destination(await send(again, codeOf(secret)))[0]).toBe(callback)
})

test('the next sign-in asks for a code, which counts once', async () => {
  const secret = await enrolled()
  world.now += 60_000
  const page = await afterPassword()
  expect(page.html).toContain('<h1>Enter your code</h1>')
  expect(page.html).not.toContain(secret)
  const code = codeOf(secret)
  const failed = await shown(page.browser, await send(page, wrong(code)))
  expect(alertOf(failed.html)).toBe('This code is not right. Enter the newest one.')
  expect(destination(await send(failed, code))[0]).toBe(callback)
  const replayed = await send(await afterPassword(), code)
  expect([replayed.status, alertOf(await replayed.text())]).toEqual([
    400,
    'This code was used already or is too old. Enter a newer one.',
  ])
})

test('a password alone starts no session', async () => {
  const { browser } = await afterPassword()
  expect(destination(await browser.request(authorizeUrl(world)))[0]).toContain('/login')
})

test.each([
  ['is too old', 180_000],
  ['was used', 0],
])('a code for a sign-in that %s leads back to the form', async (_how, later) => {
  const secret = await enrolled()
  world.now += 60_000
  const page = await afterPassword()
  if (later === 0) await send(page, codeOf(secret))
  world.now += later
  const answer = await send(page, codeOf(secret, 30_000))
  expect(answer.headers.get('location')).toBeNull()
  expect(alertOf(await answer.text())).toContain('Sign in again.')
})

test('the code of a demo user can be filled in, one after the other', async () => {
  await enrolled()
  world.now += 60_000
  for (let times = 0; times < 2; times++) {
    const page = await afterPassword()
    const filled = await page.browser.submit(page.url, page.html, { fill: 'code', code: '' })
    const again = await shown(page.browser, filled)
    const code = /name="code"[^>]* value="(\d{6})"/.exec(again.html)?.[1] ?? ''
    expect(destination(await send(again, code))[0]).toBe(callback)
  }
})

test('the code of nobody else is filled in', async () => {
  const target = { UserPoolId: shop.id, Username: 'private@shop.example' }
  await world.sdk.send(new AdminCreateUserCommand({ ...target, MessageAction: 'SUPPRESS' }))
  person = { email: target.Username, password: 'correct horse 9' }
  const Password = person.password
  await world.sdk.send(new AdminSetUserPasswordCommand({ ...target, Password, Permanent: true }))
  await enrolled()
  const page = await afterPassword()
  expect(page.html).toContain('<h1>Enter your code</h1>')
  expect(page.html).not.toContain('name="fill"')
  const filled = await page.browser.submit(page.url, page.html, { fill: 'code', code: '' })
  expect(await filled.text()).not.toMatch(/value="\d{6}"/)
})
