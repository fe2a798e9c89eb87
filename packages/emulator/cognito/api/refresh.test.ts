import {
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InvalidParameterException,
  NotAuthorizedException,
  RefreshTokenReuseException,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { refreshTokenGrant } from 'openid-client'
import { describe, expect, test } from 'vitest'
import { secretHash } from '../secrets.ts'
import { givenWorld } from '../testing/given-world.ts'
import { outcome, post, signIn } from '../testing/oauth.ts'
import { clients } from '../testing/pools.ts'
import { auth, credentials, sdkRefresh, sdkSignIn } from '../testing/sdk.ts'
import { answering, type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const renew = async (RefreshToken: string, ClientId = 'appid', more: object = {}) => {
  const command = new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId, ...more })
  const { AccessToken = '', RefreshToken: next } = (await world.sdk.send(command)).AuthenticationResult ?? {}
  return { AccessToken, next, claims: decodeJwt(AccessToken) }
}

/** The refresh token of a fresh sign-in to a client that rotates. */
const rotating = async (client = 'rotatingid') =>
  (await auth(world, credentials(world), client)).AuthenticationResult?.RefreshToken ?? ''

describe('GetTokensFromRefreshToken', () => {
  test('renews without rotation too, and keeps the refresh token, the sign-in and its level', async () => {
    const first = await sdkSignIn(world)
    world.now += 5000
    const { claims, next } = await renew(first.RefreshToken)
    const { auth_time, origin_jti, acr, amr } = decodeJwt(first.AccessToken)
    expect(claims).toMatchObject({ auth_time, origin_jti, acr, amr })
    expect([acr, amr]).toEqual(['urn:cognito:loa:1', ['pwd']])
    expect(next).toBeUndefined()
    await expect(renew(first.RefreshToken)).resolves.toBeDefined()
  })

  test('passes the ClientMetadata to the trigger, which sees what was asked for and not what it added', async () => {
    world.trigger = answering({ accessTokenGeneration: { scopesToAdd: ['orders/read'] } })
    const { RefreshToken, AccessToken } = await sdkSignIn(world)
    expect(decodeJwt(AccessToken)['scope']).toBe('aws.cognito.signin.user.admin orders/read')
    world.events.length = 0
    await renew(RefreshToken, 'appid', { ClientMetadata: { device: 'phone' }, DeviceKey: 'us-east-1_any' })
    const request = { clientMetadata: { device: 'phone' }, scopes: ['aws.cognito.signin.user.admin'] }
    expect(world.events).toMatchObject([{ triggerSource: 'TokenGeneration_RefreshTokens', request }])
  })

  test('wants the secret of a client that has one, and no hash', async () => {
    const SECRET_HASH = secretHash(clients.vault.secret ?? '', world.person.email, 'vaultid')
    const { AuthenticationResult } = await auth(world, { ...credentials(world), SECRET_HASH }, 'vaultid')
    const token = AuthenticationResult?.RefreshToken ?? ''
    await expect(renew(token, 'vaultid')).rejects.toBeInstanceOf(NotAuthorizedException)
    await expect(renew(token, 'vaultid', { ClientSecret: 'guess' })).rejects.toThrow('Invalid client secret')
    await expect(renew(token, 'vaultid', { ClientSecret: clients.vault.secret })).resolves.toBeDefined()
  })

  test('refuses a token that is unknown or another client’s', async () => {
    const { RefreshToken } = await sdkSignIn(world)
    await expect(renew('made-up')).rejects.toThrow('Invalid Refresh Token')
    await expect(renew(RefreshToken, 'webid')).rejects.toThrow('Invalid Refresh Token')
  })
})

describe('rotation', () => {
  test('gives a new refresh token each time; the old one works within the grace and is refused after it', async () => {
    const first = await rotating()
    const { next = '', claims } = await renew(first, 'rotatingid')
    expect(next).not.toBe(first)
    world.now += 59_000
    const again = await renew(first, 'rotatingid')
    expect(again.claims['origin_jti']).toBe(claims['origin_jti'])
    world.now += 1000
    await expect(renew(first, 'rotatingid')).rejects.toBeInstanceOf(RefreshTokenReuseException)
    // What was renewed meanwhile lives on: the reuse is refused and nothing else.
    for (const token of [next, again.next ?? '']) await expect(renew(token, 'rotatingid')).resolves.toBeDefined()
  })

  test('without a grace refuses the old token at once, of two at the same time one', async () => {
    const first = await rotating('strictid')
    // Both are past the look-up when the first one rotates.
    const { promise, resolve } = Promise.withResolvers<void>()
    world.events.length = 0
    world.trigger = async (event) => {
      if (world.events.length === 2) resolve()
      await promise
      return answering(null)(event)
    }
    const both = await Promise.allSettled([renew(first, 'strictid'), renew(first, 'strictid')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(renew(first, 'strictid')).rejects.toBeInstanceOf(RefreshTokenReuseException)
    // The third one did not even run the trigger.
    expect(world.events).toHaveLength(2)
  })

  test('never prolongs: the last token dies with the first one', async () => {
    let token = await rotating()
    world.now += clients.rotating.refreshTokenSeconds * 1000 - 1000
    token = (await renew(token, 'rotatingid')).next ?? ''
    world.now += 1000
    await expect(renew(token, 'rotatingid')).rejects.toThrow('Refresh Token has expired')
  })

  test('refuses REFRESH_TOKEN_AUTH', async () => {
    await expect(sdkRefresh(world, await rotating(), 'rotatingid')).rejects.toBeInstanceOf(InvalidParameterException)
  })

  test('is revoked as a whole, whichever of its tokens is shown', async () => {
    const first = await rotating()
    const { next = '', AccessToken } = await renew(first, 'rotatingid')
    await world.sdk.send(new RevokeTokenCommand({ Token: first, ClientId: 'rotatingid' }))
    await expect(renew(next, 'rotatingid')).rejects.toThrow('Refresh Token has been revoked')
    await expect(world.sdk.send(new GetUserCommand({ AccessToken }))).rejects.toThrow('revoked')
  })

  test('happens at the token endpoint as well, as openid-client sees it', async () => {
    const { config, tokens } = await signIn(world, clients.strict, 'openid')
    const first = tokens.refresh_token ?? ''
    const renewed = await refreshTokenGrant(config, first)
    expect(renewed.refresh_token).not.toBe(first)
    expect(decodeJwt(renewed.access_token)['origin_jti']).toBe(decodeJwt(tokens.access_token)['origin_jti'])
    const form = { grant_type: 'refresh_token', client_id: 'strictid', refresh_token: first }
    expect(await outcome(post(world, 'token', form))).toEqual([400, { error: 'invalid_grant' }])
    await expect(refreshTokenGrant(config, renewed.refresh_token ?? '')).resolves.toBeDefined()
  })

  test('survives a restart', async () => {
    const first = await rotating('strictid')
    const { next = '' } = await renew(first, 'strictid')
    await world.restart()
    await expect(renew(first, 'strictid')).rejects.toBeInstanceOf(RefreshTokenReuseException)
    await expect(renew(next, 'strictid')).resolves.toBeDefined()
  })
})
