import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  InvalidParameterException,
  NotAuthorizedException,
  ResourceNotFoundException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { secretHash } from '../secrets.ts'
import { givenWorld } from '../testing/given-world.ts'
import { clients } from '../testing/pools.ts'
import { auth, credentials, sdkRefresh, sdkSignIn } from '../testing/sdk.ts'
import { type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

describe('InitiateAuth', () => {
  test('signs in by e-mail and by sub; the access token has the one SDK scope, the ID token no at_hash', async () => {
    const { AccessToken, IdToken, ExpiresIn, TokenType } = await sdkSignIn(world)
    expect([ExpiresIn, TokenType]).toEqual([900, 'Bearer'])
    expect(decodeJwt(AccessToken)).toMatchObject({ scope: 'aws.cognito.signin.user.admin', username: world.person.sub })
    expect(decodeJwt(AccessToken)).not.toHaveProperty('aud')
    expect(decodeJwt(IdToken)).toMatchObject({ email_verified: true, 'custom:tenant': 'north', aud: 'appid' })
    expect(decodeJwt(IdToken)).not.toHaveProperty('at_hash')
    await expect(auth(world, { ...credentials(world), USERNAME: world.person.sub })).resolves.toBeDefined()
  })

  test('refreshes under both names of the flow, and keeps auth_time and origin_jti', async () => {
    const first = await sdkSignIn(world)
    world.now += 5000
    for (const flow of ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'] as const) {
      const { AuthenticationResult } = await auth(world, { REFRESH_TOKEN: first.RefreshToken }, 'appid', flow)
      const { auth_time, origin_jti } = decodeJwt(first.AccessToken)
      expect(decodeJwt(AuthenticationResult?.AccessToken ?? '')).toMatchObject({ auth_time, origin_jti })
      expect(AuthenticationResult?.IdToken).toBeDefined()
      expect(AuthenticationResult?.RefreshToken).toBeUndefined()
    }
  })

  test('throws NotAuthorizedException alike for a wrong password and an unknown user', async () => {
    const wrong = { ...credentials(world), PASSWORD: 'guess' }
    const unknown = { ...credentials(world), USERNAME: 'nobody@shop.example' }
    for (const attempt of [wrong, unknown]) {
      const error = await auth(world, attempt).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(NotAuthorizedException)
      expect(error).toMatchObject({ message: 'Incorrect username or password.', $metadata: { httpStatusCode: 400 } })
    }
  })

  test('throws UserNotFoundException where the client does not hide who exists', async () => {
    const USERNAME = 'nobody@shop.example'
    const SECRET_HASH = secretHash(clients.vault.secret ?? '', USERNAME, 'vaultid')
    await expect(auth(world, { USERNAME, PASSWORD: 'x', SECRET_HASH }, 'vaultid')).rejects.toBeInstanceOf(
      UserNotFoundException,
    )
  })

  test('demands the right SECRET_HASH of a client with a secret, by user name and at refresh by sub', async () => {
    const hash = (username: string) => ({ SECRET_HASH: secretHash(clients.vault.secret ?? '', username, 'vaultid') })
    await expect(auth(world, credentials(world), 'vaultid')).rejects.toThrow('SECRET_HASH was not received')
    await expect(auth(world, { ...credentials(world), ...hash('other') }, 'vaultid')).rejects.toThrow(
      'Unable to verify secret hash',
    )
    const { AuthenticationResult } = await auth(
      world,
      { ...credentials(world), ...hash(world.person.email) },
      'vaultid',
    )
    const REFRESH_TOKEN = AuthenticationResult?.RefreshToken ?? ''
    const again = (extra: object) => auth(world, { REFRESH_TOKEN, ...extra }, 'vaultid', 'REFRESH_TOKEN_AUTH')
    await expect(again({})).rejects.toThrow('SECRET_HASH was not received')
    await expect(again(hash(world.person.email))).rejects.toThrow('Unable to verify secret hash')
    await expect(again(hash(world.person.sub))).resolves.toBeDefined()
  })

  test.each([
    ['the flow is not enabled for the client', 'webid', 'USER_PASSWORD_AUTH'],
    ['the flow is not emulated', 'appid', 'CUSTOM_AUTH'],
  ] as const)('throws InvalidParameterException when %s', async (_when, client, flow) => {
    await expect(auth(world, credentials(world), client, flow)).rejects.toBeInstanceOf(InvalidParameterException)
  })

  test('throws InvalidParameterException for a missing parameter and ResourceNotFoundException for no client', async () => {
    await expect(auth(world, { USERNAME: 'x' })).rejects.toThrow('Missing required parameter PASSWORD')
    await expect(auth(world, credentials(world), 'nobody')).rejects.toBeInstanceOf(ResourceNotFoundException)
  })

  test('refuses a refresh token that is unknown, another client’s or too old', async () => {
    const { RefreshToken } = await sdkSignIn(world)
    await expect(sdkRefresh(world, 'made-up')).rejects.toThrow('Invalid Refresh Token')
    await expect(sdkRefresh(world, RefreshToken, 'webid')).rejects.toThrow('Invalid Refresh Token')
    world.now += clients.app.refreshTokenSeconds * 1000
    await expect(sdkRefresh(world, RefreshToken)).rejects.toThrow('Refresh Token has expired')
  })
})

test('an SDK without credentials can sign people in', async () => {
  const anonymous = new CognitoIdentityProviderClient({
    endpoint: world.url,
    region: 'us-east-1',
    credentials: { accessKeyId: '', secretAccessKey: '' },
  })
  const command = new InitiateAuthCommand({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: 'appid',
    AuthParameters: credentials(world),
  })
  await expect(anonymous.send(command)).resolves.toBeDefined()
  anonymous.destroy()
})
