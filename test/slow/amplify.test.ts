/** Amplify as it comes, in Chromium, against the local stack of this system: a person's whole life. */
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AdminCreateUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { LocalStack } from '@scopegate/emulator'
import { decodeJwt } from 'jose'
import { Secret, TOTP } from 'otpauth'
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

/** The hash of the local authority's public key: what the browser trusts, and nothing else. */
function authorityKey(): string {
  const { publicKey } = new X509Certificate(readFileSync(stack.file.authority ?? ''))
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
}

/** Who joins: an administrator makes the account, and the person's first password comes by mail. */
const joiner = { username: 'joiner@org-acme.example', temporary: 'Temporary-1-word', password: 'Chosen-2-stay-with' }

beforeAll(async () => {
  stack = await ownStack({ https: true })
  application = await serveWebPage('amplify', 8790)
  browser = await launchChromium([authorityKey()])
  page = await (await browser.newContext()).newPage()
  application.configuration = {
    Auth: {
      Cognito: {
        userPoolId: stack.file.pools['merchant']?.id,
        userPoolClientId: stack.file.clients['merchant-app']?.id,
        userPoolEndpoint: stack.file.aws.cognito,
      },
    },
  }
  await page.goto(application.origin)
})
afterAll(async () => {
  await browser?.close()
  await application?.close()
  await stack?.stop()
})

const signIn = (username: string, password: string) =>
  inPage<object>(page, `client.signIn(${JSON.stringify({ username, password })})`)
const signOut = (options = {}) => inPage(page, `client.signOut(${JSON.stringify(options)})`)
const confirm = (challengeResponse: string) =>
  inPage<object>(page, `client.confirmSignIn(${JSON.stringify({ challengeResponse })})`)
const accessToken = (options = {}) =>
  inPage<string>(
    page,
    `client.fetchAuthSession(${JSON.stringify(options)}).then(({ tokens }) => String(tokens.accessToken))`,
  )
const callApi = (token: string) =>
  inPage<number>(
    page,
    `fetch('${stack.file.apis['merchant']?.url}/v1/inventory', { headers: { authorization: 'Bearer ${token}' } }).then(({ status }) => status)`,
  )
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } }

test('a wrong password is refused, and the right one signs in without leaving the page (SRP)', async () => {
  const { username = '', password = '' } = stack.file.users.find(({ role }) => role === 'staff') ?? {}
  await expect(signIn(username, `${password}x`)).rejects.toThrow('Incorrect username or password.')
  expect(await signIn(username, password)).toEqual(done)
  const token = await accessToken()
  expect(decodeJwt(token)).toMatchObject({ token_use: 'access', role: 'staff' })
  expect(await callApi(token)).toBe(200)
})

test('stays signed in over a reload, and renews its tokens', async () => {
  const before = await accessToken()
  await page.reload()
  expect(await accessToken()).toBe(before)
  const renewed = await accessToken({ forceRefresh: true })
  expect(decodeJwt(renewed)).toMatchObject({ origin_jti: decodeJwt(before)['origin_jti'] })
  expect(renewed).not.toBe(before)
  expect(await callApi(renewed)).toBe(200)
  // Once more, with the token that the rotation gave.
  expect(await callApi(await accessToken({ forceRefresh: true }))).toBe(200)
})

test('signs out everywhere', async () => {
  await signOut({ global: true })
  await expect(accessToken()).rejects.toThrow('undefined')
})

test('joins with a temporary password, and changes the chosen one', async () => {
  const administrator = new CognitoIdentityProviderClient(stack.file.aws)
  await administrator.send(
    new AdminCreateUserCommand({
      UserPoolId: stack.file.pools['merchant']?.id,
      Username: joiner.username,
      TemporaryPassword: joiner.temporary,
      UserAttributes: [
        { Name: 'email', Value: joiner.username },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'custom:org_id', Value: 'org_acme' },
        { Name: 'custom:role', Value: 'viewer' },
      ],
    }),
  )
  expect(await signIn(joiner.username, joiner.temporary)).toMatchObject({
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' },
  })
  await expect(confirm('short')).rejects.toThrow('Password did not conform with policy')
  expect(await confirm('First-1-choice-made')).toEqual(done)
  expect(decodeJwt(await accessToken())).toMatchObject({ org_id: 'org_acme', role: 'viewer' })
  const change = { oldPassword: 'First-1-choice-made', newPassword: joiner.password }
  await inPage(page, `client.updatePassword(${JSON.stringify(change)})`)
})

/** The codes of an authenticator application. Each is good once, so the second test asks for the next one. */
let authenticator: TOTP

test('enrols an authenticator application', async () => {
  const secret = await inPage<string>(page, 'client.setUpTOTP().then(({ sharedSecret }) => sharedSecret)')
  authenticator = new TOTP({ secret: Secret.fromBase32(secret) })
  await expect(inPage(page, `client.verifyTOTPSetup({ code: '000000' })`)).rejects.toThrow('Code mismatch')
  await inPage(page, `client.verifyTOTPSetup({ code: '${authenticator.generate()}' })`)
  await inPage(page, `client.updateMFAPreference({ totp: 'PREFERRED' })`)
  await signOut()
  expect(await signIn(joiner.username, joiner.password)).toMatchObject({
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
  })
  await expect(confirm('000000')).rejects.toThrow('Invalid code received for user')
  expect(await confirm(authenticator.generate({ timestamp: Date.now() + 30_000 }))).toEqual(done)
  expect(decodeJwt(await accessToken())).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] })
  await signOut()
})

test('gets back in with a code by mail after forgetting the password', async () => {
  const { username } = joiner
  await inPage(page, `client.resetPassword({ username: '${username}' })`)
  const inbox = await fetch(`${stack.file.aws.cognito}/inbox`, { headers: { accept: 'application/json' } })
  const code = /\b\d{6}\b/.exec(await inbox.text())?.[0]
  const input = { username, confirmationCode: code, newPassword: 'Third-3-time-is-it' }
  await inPage(page, `client.confirmResetPassword(${JSON.stringify(input)})`)
  expect(await signIn(username, input.newPassword)).toMatchObject({
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
  })
})

test('signs in and out by redirect, over https', async () => {
  const { pools, clients, aws, users } = stack.file
  const { domain = '', id } = pools['merchant'] ?? {}
  application.configuration = {
    Auth: {
      Cognito: {
        userPoolId: id,
        userPoolClientId: clients['merchant-web']?.id,
        userPoolEndpoint: aws.cognito,
        loginWith: {
          oauth: {
            domain: domain.replace('https://', ''),
            scopes: ['openid', 'email', 'inventory/read:inventory'],
            redirectSignIn: [`${application.origin}/callback`],
            redirectSignOut: [`${application.origin}/`],
            responseType: 'code',
          },
        },
      },
    },
  }
  const context = await browser.newContext()
  page = await context.newPage()
  await page.goto(application.origin)
  await Promise.all([page.waitForURL(/^https:.*\/login/), inPage(page, 'void client.signInWithRedirect()')])
  const { username = '', password = '' } = users.find(({ role }) => role === 'viewer') ?? {}
  await page.fill('input[name=username]', username)
  await page.fill('input[name=password]', password)
  await Promise.all([page.waitForURL(/\/callback/), page.click('form:has(input[name=password]) [type=submit]')])
  await expect.poll(() => accessToken().catch(() => undefined)).toBeDefined()
  const token = await accessToken({ forceRefresh: true })
  expect(decodeJwt(token)).toMatchObject({ role: 'viewer', client_id: clients['merchant-web']?.id })
  expect(await callApi(token)).toBe(200)
  await Promise.all([page.waitForURL(`${application.origin}/`), signOut()])
  await expect(accessToken()).rejects.toThrow('undefined')
})
