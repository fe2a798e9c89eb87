/** docs/runbook.md as an operator would take it: its lines run on the local stack, and do what the page says and no more. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  NotAuthorizedException,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { Browser } from '@scopegate/emulator/cognito/testing/browser'
import * as oidc from 'openid-client'
import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { cognito, discover, machineToken, sdkSignIn } from '../support/sign-in.ts'
import { apiUrl, clientOf, poolOf, stack } from '../support/stack.ts'

const page = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8')
const blocks = new Map(
  [...page.matchAll(/^```sh (\S+)\n([^]*?)^```$/gm)].map(([, name = '', code = '']) => [name, code]),
)
const shim = fileURLToPath(new URL('support/aws.mjs', import.meta.url))
const run = promisify(execFile)
const ran = new Set<string>()

/** Types the block, in a shell that has sourced `aws.env`. */
async function type(block: string, variables: Readonly<Record<string, string>>): Promise<string> {
  ran.add(block)
  const { endpoint, region, credentials } = stack().aws
  const script = `aws() { '${process.execPath}' '${shim}' "$@"; }\n${blocks.get(block) ?? 'false'}`
  const { stdout } = await run('bash', ['-c', script], {
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_REGION: region,
      AWS_ENDPOINT_URL: endpoint,
      ...variables,
    },
  })
  return stdout.trim()
}

const call = async (pool: string, token: string) =>
  (await fetch(`${apiUrl(pool)}/v1/inventory`, { headers: { authorization: `Bearer ${token}` } })).status

test('a machine’s second secret works beside the first, and one that was deleted does not', async () => {
  const client = clientOf('acme-fulfilment')
  const variables = { POOL: poolOf('partner').id, CLIENT: client.id }
  const secret = await type('secret-add', variables)
  const server = (await discover('acme-fulfilment')).serverMetadata()
  const asked = async () => {
    const second = new oidc.Configuration(server, client.id, undefined, oidc.ClientSecretBasic(secret))
    oidc.allowInsecureRequests(second)
    return (await oidc.clientCredentialsGrant(second)).access_token
  }
  const token = await asked()
  expect(await machineToken('acme-fulfilment')).toBeTypeOf('string')
  // The cast is safe: it is Cognito's answer.
  const listed = JSON.parse(await type('secret-list', variables)) as {
    ClientSecretId: string
    ClientSecretValue?: string
  }[]
  expect(listed.map(({ ClientSecretValue }) => ClientSecretValue)).toEqual([undefined, undefined])
  // The other tests go on with the first one, so that the second goes.
  await type('secret-delete', { ...variables, SECRET_ID: listed[1]?.ClientSecretId ?? '' })
  await expect(asked()).rejects.toMatchObject({ error: 'invalid_client' })
  expect(await call('partner', token)).toBe(200)
  expect(await machineToken('acme-fulfilment')).toBeTypeOf('string')
})

const ClientId = () => clientOf('merchant-app').id
const renew = (RefreshToken: string) =>
  cognito().send(new GetTokensFromRefreshTokenCommand({ ClientId: ClientId(), RefreshToken }))

/** Somebody of this test alone, who can sign in. */
async function person(name: string) {
  const target = { UserPoolId: poolOf('merchant').id, Username: `${name}@org-acme.example` }
  const password = 'Runbook-1-password'
  await cognito().send(
    new AdminCreateUserCommand({
      ...target,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: target.Username },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'custom:org_id', Value: 'org_acme' },
        { Name: 'custom:role', Value: 'viewer' },
      ],
    }),
  )
  await cognito().send(new AdminSetUserPasswordCommand({ ...target, Password: password, Permanent: true }))
  return { username: target.Username, password, variables: { POOL: target.UserPoolId, PERSON: target.Username } }
}

/** What a browser that signed in at the page gets without a password: a code, or that the person must sign in. */
async function signedInBrowser({ username, password }: { username: string; password: string }) {
  const { id, redirectUris = [] } = clientOf('merchant-web')
  const authorize = new URL(`${poolOf('merchant').domain}/oauth2/authorize`)
  authorize.search = new URLSearchParams({
    response_type: 'code',
    client_id: id,
    redirect_uri: redirectUris[0] ?? '',
    scope: 'openid',
  }).toString()
  const browser = new Browser()
  await browser.signIn(authorize, username, password)
  return async () => {
    authorize.searchParams.set('prompt', 'none')
    const answer = await browser.request(authorize)
    const { searchParams } = new URL(answer.headers.get('location') ?? '')
    return searchParams.get('error') ?? (searchParams.has('code') ? 'code' : undefined)
  }
}

test('one session ends and the others stay, then all end; what is issued works on', async () => {
  const { variables, ...who } = await person('tablet')
  const lost = await sdkSignIn('merchant-app', who)
  // The cast is safe: it is Cognito's answer.
  const sessions = async () =>
    JSON.parse(await type('session-list', variables)) as { SessionId: string; SessionType: string }[]
  const [session] = await sessions()
  const kept = await sdkSignIn('merchant-app', who)
  expect(await sessions()).toHaveLength(2)
  await type('session-revoke', { ...variables, SESSION_ID: session?.SessionId ?? '' })
  await expect(renew(lost.refreshToken)).rejects.toThrow('revoked')
  expect(await call('merchant', lost.accessToken)).toBe(200)
  await expect(renew(kept.refreshToken)).resolves.toBeDefined()
  const third = await sdkSignIn('merchant-app', who)
  const silent = await signedInBrowser(who)
  await type('sign-out', variables)
  await expect(renew(third.refreshToken)).rejects.toThrow('revoked')
  expect(await call('merchant', third.accessToken)).toBe(200)
  expect(await silent()).toBe('code')
  const fourth = await sdkSignIn('merchant-app', who)
  await type('disable', variables)
  await expect(renew(fourth.refreshToken)).rejects.toBeInstanceOf(NotAuthorizedException)
  await expect(sdkSignIn('merchant-app', who)).rejects.toThrow('disabled')
  expect(await silent()).toBe('login_required')
})

test('a lost authenticator is taken away, and a known password reset; sessions stay', async () => {
  const { variables, ...who } = await person('phone')
  const { accessToken: AccessToken, refreshToken } = await sdkSignIn('merchant-app', who)
  const { SecretCode = '' } = await cognito().send(new AssociateSoftwareTokenCommand({ AccessToken }))
  const UserCode = new TOTP({ secret: Secret.fromBase32(SecretCode) }).generate()
  await cognito().send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }))
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true }
  await cognito().send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }))
  const signIn = () =>
    cognito().send(
      new InitiateAuthCommand({
        ClientId: ClientId(),
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: who.username, PASSWORD: who.password },
      }),
    )
  expect((await signIn()).ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
  await type('authenticator-delete', variables)
  expect((await signIn()).AuthenticationResult?.AccessToken).toBeTypeOf('string')
  const silent = await signedInBrowser(who)
  await type('password-reset', variables)
  expect(await silent()).toBe('code')
  await expect(signIn()).rejects.toThrow('Password reset required')
  const inbox = await fetch(`${stack().aws.cognito}/inbox`, { headers: { accept: 'application/json' } })
  expect(await inbox.text()).toContain(who.username)
  await expect(renew(refreshToken)).resolves.toBeDefined()
})

test('each block of the page was typed', () => {
  expect(ran).toEqual(new Set(blocks.keys()))
  expect(blocks.size).toBe(9)
})
