import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { givenWorld } from '../testing/given-world.ts'
import { codeFor, exchange, outcome, post, signIn } from '../testing/oauth.ts'
import { clients } from '../testing/pools.ts'
import { answering, type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

test('a code works once', async () => {
  const code = await codeFor(world)
  expect((await post(world, 'token', exchange(code))).status).toBe(200)
  expect(await outcome(post(world, 'token', exchange(code)))).toEqual([400, { error: 'invalid_grant' }])
})

test('of many who redeem a code at once exactly one gets tokens', async () => {
  const code = await codeFor(world)
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(world, 'token', exchange(code))))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('a code lives five minutes', async () => {
  const [alive, dead] = [await codeFor(world), await codeFor(world)]
  world.now += 299_000
  expect((await post(world, 'token', exchange(alive))).status).toBe(200)
  world.now += 1000
  expect(await outcome(post(world, 'token', exchange(dead)))).toEqual([400, { error: 'invalid_grant' }])
})

test.each([
  ['wrong', { code_verifier: 'w'.repeat(43) }],
  ['missing', { code_verifier: '' }],
  ['too short', { code_verifier: 'v' }],
])('a verifier that is %s gets invalid_grant, and the code is spent', async (_how, changes) => {
  const code = await codeFor(world)
  expect(await outcome(post(world, 'token', exchange(code, changes)))).toEqual([400, { error: 'invalid_grant' }])
  expect((await post(world, 'token', exchange(code))).status).toBe(400)
})

test('a verifier for a code that was asked for without a challenge is refused', async () => {
  const without = { code_challenge: undefined, code_challenge_method: undefined }
  const code = await codeFor(world, without)
  expect(await outcome(post(world, 'token', exchange(code)))).toEqual([400, { error: 'invalid_grant' }])
  expect((await post(world, 'token', exchange(await codeFor(world, without), { code_verifier: '' }))).status).toBe(200)
})

test('another redirect_uri gets unauthorized_client and says invalid_redirect, even if it is registered', async () => {
  const answer = post(
    world,
    'token',
    exchange(await codeFor(world), { redirect_uri: 'http://localhost:9/other?tab=1' }),
  )
  expect(await outcome(answer)).toEqual([400, { error: 'unauthorized_client', error_description: 'invalid_redirect' }])
})

test('another client’s code is worth nothing, and stays good for its owner', async () => {
  const code = await codeFor(world)
  const stolen = post(world, 'token', exchange(code, { client_id: 'rivalid' }))
  expect(await outcome(stolen)).toEqual([400, { error: 'invalid_grant' }])
  expect((await post(world, 'token', exchange(code))).status).toBe(200)
})

test('a code of a user who was disabled meanwhile is worth nothing', async () => {
  const sub = await world.cognito.ensureUser({
    pool: 'shop',
    email: 'ben@shop.example',
    password: 'battery staple 2',
    attributes: {},
  })
  const { email, password } = world.person
  Object.assign(world.person, { email: 'ben@shop.example', password: 'battery staple 2' })
  const code = await codeFor(world)
  Object.assign(world.person, { email, password })
  const { AdminDisableUserCommand } = await import('@aws-sdk/client-cognito-identity-provider')
  await world.sdk.send(new AdminDisableUserCommand({ UserPoolId: 'us-east-1_Shop00001', Username: sub }))
  expect(await outcome(post(world, 'token', exchange(code)))).toEqual([400, { error: 'invalid_grant' }])
})

describe('a refresh', () => {
  const form = (token: string | undefined, changes: Record<string, string> = {}) => ({
    grant_type: 'refresh_token',
    client_id: 'webid',
    refresh_token: token ?? '',
    ...changes,
  })

  test('with another client’s refresh token gets invalid_grant', async () => {
    const { tokens } = await signIn(world, clients.web)
    const stolen = post(world, 'token', form(tokens.refresh_token, { client_id: 'rivalid' }))
    expect(await outcome(stolen)).toEqual([400, { error: 'invalid_grant' }])
  })

  test('may narrow the scopes and never widen them, for good or for a while', async () => {
    const { tokens } = await signIn(world, clients.web, 'openid orders/read')
    const wider = post(world, 'token', form(tokens.refresh_token, { scope: 'openid orders/read orders/write' }))
    expect(await outcome(wider)).toEqual([400, { error: 'invalid_scope' }])
    const [, body] = await outcome(post(world, 'token', form(tokens.refresh_token, { scope: 'orders/read' })))
    const narrow = body as { access_token: string }
    expect(decodeJwt(narrow.access_token)['scope']).toBe('orders/read')
    expect(body).not.toHaveProperty('id_token')
    const [, again] = await outcome(post(world, 'token', form(tokens.refresh_token)))
    expect(decodeJwt((again as { access_token: string }).access_token)['scope']).toBe('openid orders/read')
  })

  test('after the refresh token’s life gets invalid_grant', async () => {
    const { tokens } = await signIn(world, clients.web)
    world.now += clients.web.refreshTokenSeconds * 1000 - 1000
    expect((await post(world, 'token', form(tokens.refresh_token))).status).toBe(200)
    world.now += 1000
    expect(await outcome(post(world, 'token', form(tokens.refresh_token)))).toEqual([400, { error: 'invalid_grant' }])
  })

  test('that is revoked while the trigger still thinks gets invalid_grant', async () => {
    const { tokens } = await signIn(world, clients.web)
    world.trigger = async (event) => {
      await post(world, 'revoke', { client_id: 'webid', token: tokens.refresh_token ?? '' })
      return answering(null)(event)
    }
    expect(await outcome(post(world, 'token', form(tokens.refresh_token)))).toEqual([400, { error: 'invalid_grant' }])
  })
})
