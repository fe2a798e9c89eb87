/** Authenticator applications, from the library and the AWS SDK. */
import {
  AdminDeleteSoftwareTokenCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { CognitoUser } from 'amazon-cognito-identity-js'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { called, libraryUser, outcome, srpSignIn } from '../testing/identity-js.ts'
import { shop } from '../testing/pools.ts'
import { auth, credentials, target } from '../testing/sdk.ts'
import { startWorld, type World } from '../testing/world.ts'

let world: World
const withMfa = (mfa: 'ON' | 'OPTIONAL') => world.restart([{ ...shop, mfa }])
beforeAll(async () => {
  world = await startWorld([shop])
})
beforeEach(async () => {
  world.now = Date.now()
  await world.sdk.send(new AdminDeleteSoftwareTokenCommand(target(world)))
})
afterAll(() => world.stop())

const codeAt = (secret: string, timestamp = world.now) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
const signIn = (user: CognitoUser) => srpSignIn(user, world.person.email, world.person.password)
const person = () => libraryUser(world, world.person.email)
const sendCode = (user: CognitoUser, code: string) =>
  outcome((callbacks) => user.sendMFACode(code, callbacks, 'SOFTWARE_TOKEN_MFA'))

/** Enrols the library's user, with a wrong code first. */
async function enrol(user: CognitoUser): Promise<string> {
  const secret = await new Promise<string>((associateSecretCode, onFailure) =>
    user.associateSoftwareToken({ associateSecretCode, onFailure }),
  )
  const verify = (code: string) => outcome((callbacks) => user.verifySoftwareToken(code, 'phone', callbacks))
  await expect(verify('000000')).rejects.toMatchObject({ code: 'EnableSoftwareTokenMFAException' })
  await verify(codeAt(secret))
  return secret
}

test('where the pool requires it, a sign-in without an authenticator sets one up, and the next one asks for its code', async () => {
  await withMfa('ON')
  const user = person()
  expect(await signIn(user)).toEqual({ kind: 'setup' })
  const secret = await enrol(user)
  expect(user.getSignInUserSession()?.isValid()).toBe(true)
  expect(await world.sdk.send(new AdminGetUserCommand(target(world)))).toMatchObject({
    UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
  })

  const again = person()
  expect(await signIn(again)).toEqual({ kind: 'totp' })
  // The code that enrolled has counted.
  await expect(sendCode(again, codeAt(secret))).rejects.toMatchObject({ code: 'ExpiredCodeException' })
  world.now += 30_000
  // A wrong code leaves the session.
  await expect(sendCode(again, '000000')).rejects.toMatchObject({ code: 'CodeMismatchException' })
  const { session } = await sendCode(again, codeAt(secret))
  expect(session?.getAccessToken().decodePayload()).toMatchObject({ sub: world.person.sub })
})

test('where it is optional, who enrolled and wants it is asked; an administrator takes a lost one away', async () => {
  await withMfa('OPTIONAL')
  const user = person()
  expect((await signIn(user)).kind).toBe('session')
  const early = prefer(user)
  await expect(early).rejects.toMatchObject({ code: 'InvalidParameterException' })
  await enrol(user)
  expect((await signIn(person())).kind).toBe('session')
  await prefer(user)
  expect((await signIn(person())).kind).toBe('totp')
  await world.sdk.send(
    new AdminSetUserMFAPreferenceCommand({ ...target(world), SoftwareTokenMfaSettings: { Enabled: false } }),
  )
  expect((await signIn(person())).kind).toBe('session')
  await prefer(user)
  await world.sdk.send(new AdminDeleteSoftwareTokenCommand(target(world)))
  expect((await signIn(person())).kind).toBe('session')
})

const prefer = (user: CognitoUser) =>
  called((done) => user.setUserMfaPreference(null, { Enabled: true, PreferredMfa: true }, done))

test('each session of a set-up is good once, and none is a way around the code', async () => {
  await withMfa('ON')
  const { Session: first } = await auth(world, credentials(world))
  const finish = (Session: string | undefined) =>
    world.sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId: 'appid',
        ChallengeName: 'MFA_SETUP',
        ChallengeResponses: { USERNAME: world.person.sub },
        Session,
      }),
    )
  const associate = (Session: string | undefined) => world.sdk.send(new AssociateSoftwareTokenCommand({ Session }))
  const verify = (Session: string | undefined, UserCode: string) =>
    world.sdk.send(new VerifySoftwareTokenCommand({ Session, UserCode }))
  await expect(finish(first)).rejects.toThrow('Invalid session for the user')
  await expect(verify(first, '000000')).rejects.toThrow('Invalid session for the user')
  const { Session: second, SecretCode = '' } = await associate(first)
  await expect(associate(first)).rejects.toThrow('Invalid session for the user, session is expired.')
  await expect(finish(second)).rejects.toThrow('Invalid session for the user')
  const { Session: third } = await verify(second, codeAt(SecretCode))
  await expect(verify(second, codeAt(SecretCode))).rejects.toThrow('Invalid session for the user')
  expect((await finish(third)).AuthenticationResult?.AccessToken).toBeDefined()
  await expect(finish(third)).rejects.toThrow('Invalid session for the user')
})

test('who goes on guessing codes is locked out, sign-in after sign-in', async () => {
  await withMfa('ON')
  const user = person()
  await signIn(user)
  const secret = await enrol(user)
  world.now += 30_000
  const answer = async (code: string) => {
    const { Session } = await auth(world, credentials(world))
    const ChallengeResponses = { USERNAME: world.person.sub, SOFTWARE_TOKEN_MFA_CODE: code }
    const ChallengeName = 'SOFTWARE_TOKEN_MFA'
    return world.sdk.send(
      new RespondToAuthChallengeCommand({ ClientId: 'appid', ChallengeName, ChallengeResponses, Session }),
    )
  }
  for (let guess = 0; guess < 5; guess++) await expect(answer('000000')).rejects.toThrow('Invalid code')
  await expect(answer(codeAt(secret))).rejects.toThrow('attempts exceeded')
  world.now += 1001
  expect((await answer(codeAt(secret))).AuthenticationResult).toBeDefined()
})
