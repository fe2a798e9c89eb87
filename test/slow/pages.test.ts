/** The pages of the local stack in Chromium: each at two widths, light and dark, without a fault that axe-core finds. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  AdminCreateUserCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import { startableSystem, startSystem } from '@scopegate/cli/start/index'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { violations } from './support/axe.ts'

type Stack = Awaited<ReturnType<typeof startSystem>>
type Browser = Awaited<ReturnType<typeof launchChromium>>

const directory = mkdtempSync(join(tmpdir(), 'scopegate-pages-'))
/** Named by `SCREENSHOTS`, they stay there to be looked at. */
const screenshots = process.env['SCREENSHOTS'] ?? join(directory, 'screenshots')
mkdirSync(screenshots, { recursive: true })
/** The applications that people sign in to: what counts is where the browser is sent. */
const applications = [8790, 8791].map((port) =>
  createServer((_, response) => response.end('application')).listen(port, 'localhost'),
)
let stack: Stack
let browser: Browser

beforeAll(async () => {
  const system = await startableSystem(fileURLToPath(new URL('../../', import.meta.url)))
  stack = await startSystem({ system, port: 0, directory: join(directory, 'local') })
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
  for (const application of applications) application.close()
  rmSync(directory, { recursive: true, force: true })
})

const base = () => stack.file.aws.endpoint
const personOf = (pool: string) => stack.file.users.find((user) => user.pool === pool) ?? { username: '', password: '' }

function authorize(changes: Record<string, string> = {}, path = 'oauth2/authorize', client = 'merchant-web'): string {
  const { pool = '', id = '', redirectUris = [] } = stack.file.clients[client] ?? {}
  const query = { response_type: 'code', client_id: id, redirect_uri: redirectUris[0] ?? '', ...changes }
  return `${stack.file.pools[pool]?.domain}/${path}?${new URLSearchParams(query).toString()}`
}

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`input[name="${name}"]`, value)
  await page.click('form [type=submit]')
}

async function signIn(page: Page, { username, password }: { username: string; password: string }, client?: string) {
  await page.goto(authorize({}, undefined, client))
  await fill(page, { username, password })
}

let people = 0
/** Somebody with a temporary password at the page for a new one. */
async function atNewPassword(page: Page): Promise<void> {
  const [username, password] = [`new-${++people}@shop.example`, 'Temporary-1-password']
  const user = { UserPoolId: stack.file.pools['merchant']?.id, Username: username, TemporaryPassword: password }
  const UserAttributes = [
    { Name: 'custom:org_id', Value: 'org_acme' },
    { Name: 'custom:role', Value: 'staff' },
  ]
  await administrator().send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }))
  await signIn(page, { username, password })
}

function administrator(): CognitoIdentityProviderClient {
  const { endpoint, region, credentials } = stack.file.aws
  return new CognitoIdentityProviderClient({ endpoint, region, credentials })
}

/** The two people of the pool that wants a second factor: one keeps the authenticator that came with them. */
const operators = () => stack.file.users.filter(({ pool }) => pool === 'admin')

async function atCode(page: Page): Promise<void> {
  const [person] = operators()
  if (person === undefined) throw new Error('The pool `admin` has no demo user')
  await signIn(page, person, 'admin-portal')
}

async function atEnrolment(page: Page): Promise<void> {
  const person = operators()[1]
  if (person === undefined) throw new Error('The pool `admin` has one demo user only')
  const user = { UserPoolId: stack.file.pools['admin']?.id, Username: person.username }
  await administrator().send(new AdminDeleteSoftwareTokenCommand(user))
  await signIn(page, person, 'admin-portal')
}

/** A new person each time: codes are limited by the hour. */
async function atReset(page: Page): Promise<void> {
  const user = { UserPoolId: stack.file.pools['merchant']?.id, Username: `new-${++people}@shop.example` }
  const UserAttributes = [
    { Name: 'email_verified', Value: 'true' },
    { Name: 'custom:org_id', Value: 'org_acme' },
    { Name: 'custom:role', Value: 'staff' },
  ]
  await administrator().send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }))
  const permanent = { Password: 'Permanent-1-password', Permanent: true }
  await administrator().send(new AdminSetUserPasswordCommand({ ...user, ...permanent }))
  await page.goto(authorize())
  await page.click('text=Forgot your password?')
  await fill(page, { username: user.Username })
}

/** The newest code of the inbox, read as a person does. */
async function codeIn(page: Page): Promise<string> {
  const inbox = await page.context().newPage()
  await inbox.goto(`${base()}/inbox`)
  const code = /\d{6}/.exec((await inbox.textContent('article p:last-child')) ?? '')?.[0] ?? ''
  await inbox.close()
  return code
}

/** How each page is reached. */
const pages: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  start: (page) => page.goto(base()),
  inbox: async (page) => {
    await atReset(page)
    await page.goto(`${base()}/inbox`)
    expect(await page.locator('article').count()).toBeGreaterThan(0)
  },
  'sign-in': (page) => page.goto(authorize()),
  'sign-in, filled': async (page) => {
    await page.goto(authorize())
    await page.click(`button[value="${personOf('merchant').username}"]`)
  },
  'sign-in, refused': (page) => signIn(page, { username: 'nobody@shop.example', password: 'guess' }),
  'new password': atNewPassword,
  'new password, refused': async (page) => {
    await atNewPassword(page)
    await fill(page, { new_password: 'short' })
  },
  authenticator: atEnrolment,
  'authenticator, refused': async (page) => {
    await atEnrolment(page)
    await fill(page, { code: '000000' })
  },
  code: atCode,
  'code, refused': async (page) => {
    await atCode(page)
    await fill(page, { code: '000000' })
  },
  'code, filled': async (page) => {
    await atCode(page)
    await page.click('button[name=fill]')
    expect(await page.inputValue('input[name=code]')).toMatch(/^\d{6}$/)
  },
  forgot: async (page) => {
    await page.goto(authorize())
    await page.click('text=Forgot your password?')
  },
  reset: atReset,
  'reset, refused': async (page) => {
    await atReset(page)
    await fill(page, { code: '000000', new_password: 'Another-1-password' })
  },
  'sign-in, reset': async (page) => {
    await atReset(page)
    await fill(page, { code: await codeIn(page), new_password: 'Another-1-password' })
    expect(await page.textContent('[role=status]')).toBe('The new password is set. Sign in with it.')
  },
  'refusal of an address': (page) => page.goto(authorize({ redirect_uri: 'http://localhost:4000/callback' })),
  'refusal of a client': (page) => page.goto(authorize({ client_id: 'nobody' })),
  'refusal of a sign-out': (page) => page.goto(authorize({ logout_uri: 'http://localhost:4000/' }, 'logout')),
}

/** What a page must show to be the one that was meant. */
const heading: Readonly<Record<string, string>> = {
  start: 'Start here',
  inbox: 'Inbox',
  'sign-in': 'Sign in to merchant-web',
  'new password': 'Choose a new password',
  authenticator: 'Set up an authenticator app',
  code: 'Enter your code',
  forgot: 'Reset your password',
  reset: 'Choose a new password',
  refusal: 'This request cannot be answered',
}

const looks = [1280, 390].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })))

describe.each(looks)('at $width pixels, $scheme', ({ width, scheme }) => {
  test.each(Object.keys(pages))('%s', async (name) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme })
    const page = await context.newPage()
    try {
      await pages[name]?.(page)
      expect(await page.textContent('h1')).toBe(heading[name.split(/,| of /)[0] ?? ''])
      expect(await page.locator('[role=alert]').count()).toBe(/refus/.test(name) ? 1 : 0)
      await page.screenshot({ path: join(screenshots, `${name} ${width} ${scheme}.png`), fullPage: true })
      expect(await violations(page)).toEqual([])
      // Nothing is cut off or has to be scrolled to sideways.
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    } finally {
      await context.close()
    }
  })
})

test('a person signs in with the keyboard alone', async () => {
  const page = await (await browser.newContext()).newPage()
  const { username, password } = personOf('merchant')
  await page.goto(authorize())
  await page.waitForSelector('input[name=username]:focus')
  const focused = () => page.evaluate<string>('document.activeElement.name || document.activeElement.textContent')
  expect(await focused()).toBe('username')
  await page.keyboard.type(username)
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('password')
  await page.keyboard.type('guess')
  await page.keyboard.press('Enter')
  await page.waitForSelector('[role=alert]')
  // The name is still there: the focus is in what is missing.
  expect(await focused()).toBe('password')
  expect(await page.inputValue('input[name=username]')).toBe(username)
  await page.keyboard.type(password)
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Sign in')
  await page.keyboard.press('Space')
  await page.waitForURL(/^http:\/\/localhost:8790\/callback\?code=[\w-]+$/)
  await page.context().close()
})

test('a demo user is picked and signed in with the keyboard alone', async () => {
  const page = await (await browser.newContext()).newPage()
  await page.goto(authorize())
  // The browser puts the focus there in its own time, and would undo a step taken before.
  await page.waitForSelector('input[name=username]:focus')
  for (let steps = 0; steps < 4; steps++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  // A selector: the pages' policy lets nobody evaluate a string until it holds.
  await page.waitForSelector('button:focus:text-is("Sign in")')
  await page.keyboard.press('Enter')
  await page.waitForURL(/callback\?code=/)
  await page.context().close()
})
