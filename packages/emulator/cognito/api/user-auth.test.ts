/** The flow USER_AUTH, and a level asked for (step-up). */
import {
  AdminDeleteSoftwareTokenCommand,
  AssociateSoftwareTokenCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clients, shop } from '../testing/pools.ts'
import { auth, credentials, sdkSignIn, target } from '../testing/sdk.ts'
import { startWorld, type World } from '../testing/world.ts'

const chooser = { ...clients.app, authFlows: [...clients.app.authFlows, 'ALLOW_USER_AUTH'] }
const pool = { ...shop, mfa: 'OPTIONAL', clients: [chooser, clients.web, clients.vault] } as const
const twoFactors = 'urn:cognito:loa:4'

let world: World
beforeAll(async () => {
  world = await startWorld([pool])
})
beforeEach(async () => {
  world.now = Date.now()
  await world.restart([pool])
  await world.sdk.send(new AdminDeleteSoftwareTokenCommand(target(world)))
})
afterAll(() => world.stop())

const choose = (parameters: Record<string, string>) =>
  auth(world, { USERNAME: world.person.email, ...parameters }, 'appid', 'USER_AUTH')
const withPassword = (parameters = {}) =>
  choose({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: world.person.password, ...parameters })

/** Enrols the person of an access token. */
async function enrol(AccessToken: string): Promise<string> {
  const { SecretCode = '' } = await world.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }))
  await world.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: codeAt(SecretCode) }))
  world.now += 30_000
  return SecretCode
}
const codeAt = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.now })
const answerCode = (Session: string | undefined, SOFTWARE_TOKEN_MFA_CODE: string) =>
  world.sdk.send(
    new RespondToAuthChallengeCommand({
      ClientId: 'appid',
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeResponses: { USERNAME: world.person.sub, SOFTWARE_TOKEN_MFA_CODE },
      Session,
    }),
  )

test('the caller names the challenge; without a name it is refused, as where the client may not', async () => {
  expect((await withPassword()).AuthenticationResult?.AccessToken).toBeDefined()
  expect((await choose({ PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: '8' })).ChallengeName).toBe('PASSWORD_VERIFIER')
  await expect(choose({})).rejects.toThrow('name PASSWORD or PASSWORD_SRP')
  await expect(withPassword({ PASSWORD: 'a guess 1' })).rejects.toThrow('Incorrect username or password.')
  await expect(auth(world, credentials(world), 'webid', 'USER_AUTH')).rejects.toThrow('not enabled for this client')
})

test('a step-up asks for the code alone, and gives new tokens of the level', async () => {
  const { AccessToken, RefreshToken } = await sdkSignIn(world)
  const secret = await enrol(AccessToken)
  const { ChallengeName, Session } = await choose({ ACCESS_TOKEN: AccessToken, TARGET_ACR_VALUES: `x ${twoFactors}` })
  expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
  const { AuthenticationResult } = await answerCode(Session, codeAt(secret))
  const claims = decodeJwt(AuthenticationResult?.AccessToken ?? '')
  expect(claims).toMatchObject({ acr: twoFactors, amr: ['pwd', 'otp', 'mfa'], auth_time: Math.floor(world.now / 1000) })
  expect(claims['origin_jti']).not.toBe(decodeJwt(AccessToken)['origin_jti'])
  expect(AuthenticationResult?.RefreshToken).not.toBe(RefreshToken)
})

test('a token that is too old counts for nothing, and one that says enough is no way to new tokens', async () => {
  const { AccessToken } = await sdkSignIn(world)
  await enrol(AccessToken)
  const stepUp = { ACCESS_TOKEN: AccessToken, TARGET_ACR_VALUES: twoFactors }
  world.now += 60_000
  expect((await choose({ ...stepUp, MAX_AGE: '90' })).ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
  await expect(choose({ ...stepUp, MAX_AGE: '89' })).rejects.toThrow('name PASSWORD or PASSWORD_SRP')
  const low = { ACCESS_TOKEN: AccessToken, TARGET_ACR_VALUES: 'urn:cognito:loa:1' }
  await expect(choose(low)).rejects.toThrow('name PASSWORD or PASSWORD_SRP')
  await expect(choose({ ...stepUp, MAX_AGE: 'soon' })).rejects.toThrow('MAX_AGE')
})

test('a token of somebody else, of nobody or without a level is refused', async () => {
  const { AccessToken: ACCESS_TOKEN } = await sdkSignIn(world)
  const email = 'eve@shop.example'
  await world.cognito.ensureUser({ pool: pool.id, email, password: 'correct horse 2', attributes: {} })
  const asked = { ACCESS_TOKEN, TARGET_ACR_VALUES: twoFactors }
  await expect(choose({ ...asked, USERNAME: email })).rejects.toThrow('Invalid Access Token')
  await expect(choose({ ...asked, ACCESS_TOKEN: 'made.up.token' })).rejects.toThrow('Invalid Access Token')
  await expect(choose({ ACCESS_TOKEN })).rejects.toThrow('ACCESS_TOKEN needs TARGET_ACR_VALUES')
  await expect(withPassword({ TARGET_ACR_VALUES: 'urn:made:up' })).rejects.toThrow('None of the TARGET_ACR_VALUES')
})

test('a sign-in that asks for the level sets an authenticator up where there is none', async () => {
  expect((await withPassword({ TARGET_ACR_VALUES: twoFactors })).ChallengeName).toBe('MFA_SETUP')
  expect((await withPassword({ TARGET_ACR_VALUES: `${twoFactors} urn:cognito:loa:1` })).ChallengeName).toBeUndefined()
})

test('on Lite, and with another flow, a level cannot be asked for', async () => {
  const asked = { ...credentials(world), TARGET_ACR_VALUES: twoFactors }
  await expect(auth(world, asked)).rejects.toMatchObject({ name: 'InvalidParameterException' })
  await world.restart([{ ...pool, plan: 'LITE' }])
  await expect(auth(world, asked)).rejects.toMatchObject({ name: 'FeatureUnavailableInTierException' })
})
