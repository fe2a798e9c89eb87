import { InvalidLambdaResponseException } from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import type { InvokeResult } from '../../lambda/messages.ts'
import { givenWorld } from '../testing/given-world.ts'
import { outcome, post, signIn } from '../testing/oauth.ts'
import { clients, plain, shop } from '../testing/pools.ts'
import { auth, credentials, sdkRefresh, sdkSignIn } from '../testing/sdk.ts'
import { answering, type TriggerEvent, type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const machine = { grant_type: 'client_credentials', client_id: 'robotid', client_secret: clients.robot.secret ?? '' }

/** The claims of an SDK sign-in's two tokens while the trigger changes what the test says. */
async function changed(details: object | null) {
  world.trigger = answering(details)
  const { AccessToken, IdToken } = await sdkSignIn(world)
  return { access: decodeJwt(AccessToken), id: decodeJwt(IdToken) }
}

describe('the event', () => {
  test('of each sign-in names its source, the client and the scopes that were asked for', async () => {
    const { tokens } = await signIn(world, clients.web, 'openid orders/read')
    await post(world, 'token', {
      grant_type: 'refresh_token',
      client_id: 'webid',
      refresh_token: tokens.refresh_token ?? '',
    })
    const { RefreshToken } = await sdkSignIn(world)
    await sdkRefresh(world, RefreshToken)
    await post(world, 'token', { ...machine, scope: 'orders/read' })
    const seen = world.events.map(({ triggerSource, version, callerContext, request }) => [
      triggerSource.replace('TokenGeneration_', ''),
      version,
      callerContext.clientId,
      request.scopes,
    ])
    expect(seen).toEqual([
      ['HostedAuth', '2', 'webid', ['openid', 'orders/read']],
      ['RefreshTokens', '2', 'webid', ['openid', 'orders/read']],
      ['Authentication', '2', 'appid', ['aws.cognito.signin.user.admin']],
      ['RefreshTokens', '2', 'appid', ['aws.cognito.signin.user.admin']],
      ['ClientCredentials', '3', 'robotid', ['orders/read']],
    ])
  })

  test('of a person is exactly Cognito’s', async () => {
    await sdkSignIn(world)
    expect(world.events).toStrictEqual([
      {
        version: '2',
        triggerSource: 'TokenGeneration_Authentication',
        region: 'us-east-1',
        userPoolId: shop.id,
        userName: world.person.sub,
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'appid' },
        request: {
          userAttributes: {
            sub: world.person.sub,
            'cognito:user_status': 'CONFIRMED',
            email: world.person.email,
            email_verified: 'true',
            name: 'Amy',
            'custom:tenant': 'north',
          },
          groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
          scopes: ['aws.cognito.signin.user.admin'],
          clientMetadata: {},
        },
        response: { claimsAndScopeOverrideDetails: null },
      },
    ])
  })

  test('of a machine has no user, a null group configuration and the caller’s metadata', async () => {
    await post(world, 'token', { ...machine, aws_client_metadata: '{"tenant":"north"}' })
    expect(world.events[0]).toMatchObject({
      userName: 'ClientCredentials',
      request: { userAttributes: {}, groupConfiguration: null, clientMetadata: { tenant: 'north' } },
    })
  })

  test('does not carry metadata that a code or refresh grant sends', async () => {
    const { tokens } = await signIn(world, clients.web)
    const form = { grant_type: 'refresh_token', client_id: 'webid', refresh_token: tokens.refresh_token ?? '' }
    await post(world, 'token', { ...form, aws_client_metadata: '{"role":"owner"}' })
    expect(world.events.map(({ request }) => request.clientMetadata)).toEqual([{}, {}])
  })
})

describe('the answer', () => {
  test('adds and suppresses claims and scopes, and suppressing wins', async () => {
    const { access, id } = await changed({
      accessTokenGeneration: {
        claimsToAddOrOverride: { org: 'north', level: 3, both: 'x', list: ['a', 1], object: { deep: [true, null] } },
        claimsToSuppress: ['both'],
        scopesToAdd: ['orders/read', 'orders/read', 'orders/write'],
        scopesToSuppress: ['aws.cognito.signin.user.admin', 'orders/write'],
      },
      idTokenGeneration: { claimsToAddOrOverride: { nick: 'amy' }, claimsToSuppress: ['email'] },
    })
    expect(access).toMatchObject({ org: 'north', level: 3, list: ['a', 1], object: { deep: [true, null] } })
    expect(access['scope']).toBe('orders/read')
    expect(access).not.toHaveProperty('both')
    expect(access).not.toHaveProperty('nick')
    expect(id['nick']).toBe('amy')
    expect(id).not.toHaveProperty('email')
    expect(id).not.toHaveProperty('org')
  })

  test('changes a machine’s token, and its hosted and refreshed ones', async () => {
    world.trigger = answering({
      accessTokenGeneration: { claimsToAddOrOverride: { org: 'north' }, scopesToSuppress: ['orders/write'] },
    })
    const [, body] = await outcome(post(world, 'token', machine))
    expect(decodeJwt((body as { access_token: string }).access_token)).toMatchObject({
      org: 'north',
      scope: 'orders/read',
    })
    const { tokens } = await signIn(world, clients.web, 'openid orders/read orders/write')
    expect(decodeJwt(tokens.access_token)).toMatchObject({ org: 'north', scope: 'openid orders/read' })
  })

  test('puts groups into both tokens', async () => {
    const { access, id } = await changed({ groupOverrideDetails: { groupsToOverride: ['staff'] } })
    expect([access['cognito:groups'], id['cognito:groups']]).toEqual([['staff'], ['staff']])
  })

  test.each([null, {}, { accessTokenGeneration: null, idTokenGeneration: null, groupOverrideDetails: null }])(
    'may change nothing: %j',
    async (details) => {
      const { access } = await changed(details)
      expect(access['scope']).toBe('aws.cognito.signin.user.admin')
    },
  )

  test('may name the client as audience of the access token', async () => {
    const { access } = await changed({ accessTokenGeneration: { claimsToAddOrOverride: { aud: 'appid' } } })
    expect(access.aud).toBe('appid')
  })

  const claim = (name: string, value: unknown = 'x') => ({ claimsToAddOrOverride: { [name]: value } })
  const reserved =
    'username sub client_id event_id device_key version acr amr auth_time azp exp iat iss jti nbf nonce origin_jti token_use scope aud cognito:groups cognito:username'
  test.each(reserved.split(' '))('may neither set nor suppress %s in an access token', async (name) => {
    await expect(changed({ accessTokenGeneration: claim(name) })).rejects.toBeInstanceOf(InvalidLambdaResponseException)
    const suppressed = changed({ accessTokenGeneration: { claimsToSuppress: [name] } })
    await expect(suppressed).rejects.toBeInstanceOf(InvalidLambdaResponseException)
  })

  test.each(['sub', 'aud', 'identities', 'at_hash', 'cognito:username', 'token_use', 'dev:x'])(
    'may not set %s in an ID token',
    async (name) => {
      await expect(changed({ idTokenGeneration: claim(name) })).rejects.toBeInstanceOf(InvalidLambdaResponseException)
    },
  )

  test.each([
    ['a null claim', { accessTokenGeneration: claim('org', null) }],
    ['a scope with a space', { accessTokenGeneration: { scopesToAdd: ['orders/read orders/write'] } }],
    ['an empty scope', { accessTokenGeneration: { scopesToAdd: [''] } }],
    ['scopes that are no list', { accessTokenGeneration: { scopesToAdd: 'orders/read' } }],
    ['claims that are no object', { accessTokenGeneration: { claimsToAddOrOverride: 'x' } }],
    ['an object for email_verified', { idTokenGeneration: claim('email_verified', { yes: true }) }],
    [
      'more claims than the quota',
      { accessTokenGeneration: { scopesToAdd: Array.from({ length: 5001 }, (_, i) => `s${i}`) } },
    ],
  ])('is invalid with %s', async (_what, details) => {
    await expect(changed(details)).rejects.toBeInstanceOf(InvalidLambdaResponseException)
  })

  test.each([undefined, null, 'ok', [], {}, { response: null }, { response: 'ok' }])(
    'is invalid as %j',
    async (payload) => {
      world.trigger = () => ({ ok: true, payload })
      await expect(sdkSignIn(world)).rejects.toBeInstanceOf(InvalidLambdaResponseException)
    },
  )
})

describe('the trigger’s version', () => {
  const withVersion = (version: 'V1_0' | 'V2_0') =>
    world.restart([{ ...shop, trigger: { functionLogicalId: 'Trigger', arn: 'arn:trigger', version } }, plain])
  const v1 = (event: TriggerEvent): InvokeResult => ({
    ok: true,
    payload: { ...event, response: { claimsOverrideDetails: { claimsToAddOrOverride: { nick: 'amy' } } } },
  })

  test('V2_0 runs for people and not for machines', async () => {
    await withVersion('V2_0')
    const { access } = await changed({ accessTokenGeneration: { claimsToAddOrOverride: { org: 'north' } } })
    expect(access['org']).toBe('north')
    const [status, body] = await outcome(post(world, 'token', machine))
    expect(status).toBe(200)
    expect(decodeJwt((body as { access_token: string }).access_token)).not.toHaveProperty('org')
    expect(world.events).toHaveLength(1)
  })

  test('V1_0 sees no scopes and cannot change an access token', async () => {
    await withVersion('V1_0')
    world.trigger = v1
    const { AccessToken, IdToken } = await sdkSignIn(world)
    expect(world.events[0]).toMatchObject({ version: '1', response: { claimsOverrideDetails: null } })
    expect(world.events[0]?.request).not.toHaveProperty('scopes')
    expect(decodeJwt(IdToken)['nick']).toBe('amy')
    expect(decodeJwt(AccessToken)).not.toHaveProperty('nick')
    const { access } = await changed({ accessTokenGeneration: { scopesToAdd: ['orders/write'] } })
    expect(access['scope']).toBe('aws.cognito.signin.user.admin')
    await world.restart()
  })

  test('a pool without a trigger invokes none', async () => {
    const { AuthenticationResult } = await auth(world, credentials(world), 'plainappid')
    expect(AuthenticationResult?.AccessToken).toBeDefined()
    expect(world.events).toEqual([])
  })
})
