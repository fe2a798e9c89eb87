/** A browser application with oidc-client-ts as it comes, in Chromium, against the local stack of this system. */
import type { LocalStack } from '@scopegate/emulator'
import { decodeJwt } from 'jose'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { inPage, serveWebPage, type WebPage } from '../support/web-page.ts'
import { ownStack } from './support/own-stack.ts'

type Browser = Awaited<ReturnType<typeof launchChromium>>

let stack: LocalStack
let application: WebPage
let browser: Browser
let page: Page

beforeAll(async () => {
  stack = await ownStack()
  application = await serveWebPage('oidc-client', 8790)
  browser = await launchChromium()
  page = await (await browser.newContext()).newPage()
  const { pools, clients } = stack.file
  application.configuration = {
    authority: pools['merchant']?.issuer,
    client_id: clients['merchant-web']?.id,
    redirect_uri: `${application.origin}/callback`,
    scope: 'openid email inventory/read:inventory',
  }
})
afterAll(async () => {
  await browser?.close()
  await application?.close()
  await stack?.stop()
})

const accessToken = () => inPage<string>(page, 'client.getUser().then((user) => user.access_token)')

async function signIn() {
  const { username = '', password = '' } = stack.file.users.find(({ role }) => role === 'staff') ?? {}
  await page.goto(application.origin)
  await Promise.all([page.waitForURL(/\/login/), inPage(page, 'void client.signinRedirect()')])
  await page.fill('input[name=username]', username)
  await page.fill('input[name=password]', password)
  await Promise.all([page.waitForURL(/\/callback\?/), page.click('form [type=submit]')])
  await inPage(page, 'client.signinCallback()')
}

test('signs in by redirect, and the access token opens the API from the page', async () => {
  await signIn()
  const token = await accessToken()
  expect(decodeJwt(token)).toMatchObject({ token_use: 'access', role: 'staff' })
  const status = await inPage(
    page,
    `fetch('${stack.file.apis['merchant']?.url}/v1/inventory', { headers: { authorization: 'Bearer ${token}' } }).then(({ status }) => status)`,
  )
  expect(status).toBe(200)
})

test('renews without the person', async () => {
  const before = await accessToken()
  await inPage(page, 'client.signinSilent().then(() => undefined)')
  expect(decodeJwt(await accessToken()).jti).not.toBe(decodeJwt(before).jti)
})

test('its sign-out as it comes is told what Cognito misses, and with Cognito’s parameters it ends the session', async () => {
  await Promise.all([page.waitForURL(/\/logout/), inPage(page, 'void client.signoutRedirect()')])
  expect(await page.textContent('[role=alert]')).toContain('client_id')
  // The session at Cognito is still there: no form.
  await page.goto(application.origin)
  await Promise.all([page.waitForURL(/\/callback\?/), inPage(page, 'void client.signinRedirect()')])
  await inPage(page, 'client.signinCallback()')
  const out = { client_id: stack.file.clients['merchant-web']?.id, logout_uri: `${application.origin}/` }
  await Promise.all([
    page.waitForURL(`${application.origin}/`),
    inPage(page, `void client.signoutRedirect({ extraQueryParams: ${JSON.stringify(out)} })`),
  ])
  await Promise.all([page.waitForURL(/\/login/), inPage(page, 'void client.signinRedirect()')])
  expect(await page.locator('input[name=password]').count()).toBe(1)
})
