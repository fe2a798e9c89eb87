import {
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  FeatureUnavailableInTierException,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  InvalidParameterException,
  ListUserSessionsCommand,
  OperationNotEnabledException,
  ResourceNotFoundException,
  type RevokeAssociatedSessionsType,
  RevokeUserSessionCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { destination } from '../testing/destination.ts'
import { authorizeUrl, signIn } from '../testing/oauth.ts'
import { callback, clients, plain, shop } from '../testing/pools.ts'
import { sdkSignIn, target } from '../testing/sdk.ts'
import { startWorld, type World } from '../testing/world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const listed = async () => (await world.sdk.send(new AdminListUserSessionsCommand(target(world)))).Sessions ?? []
const own = async (AccessToken: string) =>
  (await world.sdk.send(new ListUserSessionsCommand({ AccessToken }))).Sessions ?? []
const revoke = (SessionId: string | undefined, RevokeAssociatedSessions?: RevokeAssociatedSessionsType) =>
  world.sdk.send(new AdminRevokeUserSessionCommand({ ...target(world), SessionId, RevokeAssociatedSessions }))
const renew = (RefreshToken: string | undefined, ClientId = 'appid') =>
  world.sdk.send(new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId }))
const limit = (MaxPerUser: number, UserSessionTracking: 'ENABLED' | 'DISABLED' = 'ENABLED', UserPoolId = shop.id) =>
  world.sdk.send(
    new SetUserPoolSessionConfigurationCommand({ UserPoolId, UserSessionTracking, TokenSession: { MaxPerUser } }),
  )
const patience = (MaxValidityMinutes: number, ClientId = 'webid') =>
  world.sdk.send(
    new SetUserPoolClientSessionConfigurationCommand({
      UserPoolId: shop.id,
      ClientId,
      SSOSession: { MaxValidityMinutes },
    }),
  )

describe('a user', () => {
  test('sees the own sessions and ends one, but not the one of the call', async () => {
    const [one, two] = [await sdkSignIn(world), await sdkSignIn(world)]
    const sessions = await own(one.AccessToken)
    expect(sessions).toHaveLength(2)
    for (const { SessionId, SessionType, ClientId } of sessions) {
      expect(SessionId).toMatch(/^tkn[a-z0-9]{25}$/)
      expect([SessionType, ClientId]).toEqual(['TOKEN', 'appid'])
    }
    const current = sessions.find(({ IsCurrentSession }) => IsCurrentSession)
    const other = sessions.find(({ IsCurrentSession }) => !IsCurrentSession)
    const end = (SessionId: string | undefined) =>
      world.sdk.send(new RevokeUserSessionCommand({ AccessToken: one.AccessToken, SessionId }))
    await expect(end(current?.SessionId)).rejects.toBeInstanceOf(InvalidParameterException)
    await end(other?.SessionId)
    await expect(end(other?.SessionId)).rejects.toBeInstanceOf(ResourceNotFoundException)
    await expect(renew(two.RefreshToken)).rejects.toThrow('revoked')
    const { AccessToken } = two
    await expect(world.sdk.send(new GetUserCommand({ AccessToken }))).rejects.toThrow('Access Token has been revoked')
    await expect(renew(one.RefreshToken)).resolves.toBeDefined()
  })
})

describe('an administrator', () => {
  test('sees when a session was made and used, and none that expired', async () => {
    const began = world.now
    const { RefreshToken } = await sdkSignIn(world)
    world.now += 60_000
    await renew(RefreshToken)
    const [session] = await listed()
    expect(session?.CreateDate?.getTime()).toBe(began)
    expect(session?.LastActiveDate?.getTime()).toBe(began + 60_000)
    expect(session?.IsCurrentSession).toBe(false)
    world.now = began + clients.app.refreshTokenSeconds * 1000
    expect(await listed()).toEqual([])
  })

  test.each([
    ['a token session alone', 'TOKEN', 'NONE', ['SSO']],
    ['a token session with the sign-in it came through', 'TOKEN', 'LINKED', []],
    ['a sign-in alone', 'SSO', 'NONE', ['TOKEN']],
    ['a sign-in with what came through it', 'SSO', 'LINKED', []],
  ] as const)('ends %s', async (_what, type, linked, left) => {
    const { tokens, browser } = await signIn(world, clients.web, 'openid')
    const sessions = await listed()
    const [token, sso] = ['TOKEN', 'SSO'].map((each) => sessions.find(({ SessionType }) => SessionType === each))
    expect(sso?.SessionId).toMatch(/^sso[a-z0-9]{25}$/)
    expect(token?.OriginSessionId).toBe(sso?.SessionId)
    await revoke(sessions.find(({ SessionType }) => SessionType === type)?.SessionId, linked)
    expect((await listed()).map(({ SessionType }) => SessionType)).toEqual(left)
    const silent = destination(await browser.request(authorizeUrl(world, { prompt: 'none' })))[1]
    expect('code' in silent).toBe(left.some((each) => each === 'SSO'))
    const [renewed] = await Promise.allSettled([renew(tokens.refresh_token, 'webid')])
    expect(renewed?.status).toBe(left.some((each) => each === 'TOKEN') ? 'fulfilled' : 'rejected')
  })

  test('does not end the session of somebody else', async () => {
    await sdkSignIn(world)
    const [session] = await listed()
    const Username = await world.cognito.ensureUser({
      pool: shop.id,
      email: 'ben@shop.example',
      password: 'battery staple 2',
      attributes: {},
    })
    const command = new AdminRevokeUserSessionCommand({ UserPoolId: shop.id, Username, SessionId: session?.SessionId })
    await expect(world.sdk.send(command)).rejects.toBeInstanceOf(ResourceNotFoundException)
  })
})

describe('the configuration', () => {
  test('caps the sessions of a user: the one that was not used longest goes silently', async () => {
    await limit(2)
    const first = await sdkSignIn(world)
    world.now += 1000
    const second = await sdkSignIn(world)
    world.now += 1000
    await renew(first.RefreshToken)
    world.now += 1000
    await sdkSignIn(world)
    await expect(renew(second.RefreshToken)).rejects.toThrow('revoked')
    await expect(renew(first.RefreshToken)).resolves.toBeDefined()
    expect(await listed()).toHaveLength(2)
  })

  test('is 20 sessions unless it is set, 1 to 100, and is needed on a plan that has it', async () => {
    const get = new GetUserPoolSessionConfigurationCommand({ UserPoolId: shop.id })
    expect(await world.sdk.send(get)).toMatchObject({
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 20 },
    })
    await limit(100, 'DISABLED')
    expect(await world.sdk.send(get)).toMatchObject({ UserSessionTracking: 'DISABLED' })
    await expect(listed()).rejects.toBeInstanceOf(OperationNotEnabledException)
    await expect(patience(5)).rejects.toBeInstanceOf(OperationNotEnabledException)
    for (const wrong of [0, 101]) await expect(limit(wrong)).rejects.toBeInstanceOf(InvalidParameterException)
    await world.restart([{ ...shop, plan: 'LITE' }, plain])
    await expect(limit(5)).rejects.toBeInstanceOf(FeatureUnavailableInTierException)
    await expect(limit(5, 'ENABLED', plain.id)).resolves.toBeDefined()
  })

  test('says for how long a client reuses a sign-in, up to 90 days', async () => {
    const get = new GetUserPoolClientSessionConfigurationCommand({ UserPoolId: shop.id, ClientId: 'webid' })
    expect((await world.sdk.send(get)).SSOSession).toEqual({ MaxValidityMinutes: 60 })
    await patience(129_600)
    await patience(0, 'rivalid')
    await expect(patience(129_601)).rejects.toBeInstanceOf(InvalidParameterException)
    const browser = new Browser()
    await browser.signIn(authorizeUrl(world), world.person.email, world.person.password)
    world.now += 89 * 86_400_000
    const where = async (client_id: string) =>
      destination(await browser.request(authorizeUrl(world, { client_id, scope: 'openid' })))[0]
    // The sign-in is there all the same: the others take it for as long as they are told.
    expect(await where('webid')).toBe(callback)
    expect(await where('rivalid')).toContain('/login')
    expect(await where('strictid')).toContain('/login')
  })
})
