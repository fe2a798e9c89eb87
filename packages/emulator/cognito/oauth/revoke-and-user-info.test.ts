import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { givenWorld } from '../testing/given-world.ts'
import { outcome, post, signIn } from '../testing/oauth.ts'
import { clients } from '../testing/pools.ts'
import { type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const robot = { client_id: 'robotid', client_secret: clients.robot.secret ?? '' }

const machine = (changes: Record<string, string> = {}) => ({ grant_type: 'client_credentials', ...robot, ...changes })

describe('/oauth2/revoke', () => {
  test.each([
    [401, 'invalid_client', 'the client is unknown', { client_id: 'nobody', token: 'x' }],
    [401, 'invalid_client', 'the secret is wrong', { client_id: 'backendid', client_secret: 'guess', token: 'x' }],
    [400, 'invalid_request', 'no token is sent', { client_id: 'webid' }],
    [400, 'invalid_request', 'revocation is off', { client_id: 'unrevokableid', token: 'x' }],
  ])('answers %i %s when %s', async (status, error, _when, form) => {
    expect(await outcome(post(world, 'revoke', form as Record<string, string>))).toEqual([status, { error }])
  })

  test('answers 400 unsupported_token_type for an access token', async () => {
    const { tokens } = await signIn(world, clients.web)
    const answer = post(world, 'revoke', { client_id: 'webid', token: tokens.access_token })
    expect(await outcome(answer)).toEqual([400, { error: 'unsupported_token_type' }])
  })

  test('answers an unknown token with an empty 200', async () => {
    const answer = await post(world, 'revoke', { client_id: 'webid', token: 'made-up' })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })

  test('does not revoke another client’s token', async () => {
    const { tokens } = await signIn(world, clients.web)
    const token = tokens.refresh_token ?? ''
    expect(await outcome(post(world, 'revoke', { client_id: 'rivalid', token }))).toEqual([
      400,
      { error: 'invalid_request' },
    ])
    const alive = await post(world, 'token', { grant_type: 'refresh_token', client_id: 'webid', refresh_token: token })
    expect(alive.status).toBe(200)
  })
})

describe('/oauth2/userInfo', () => {
  const ask = (authorization?: string) =>
    fetch(`${world.url}/shop-domain/oauth2/userInfo`, { headers: authorization === undefined ? {} : { authorization } })
  const challenge = async (answer: Promise<Response>) => {
    const { status, headers } = await answer
    return [status, /error="(\w+)"/.exec(headers.get('www-authenticate') ?? '')?.[1]]
  }

  test('answers 400 invalid_request without one bearer token', async () => {
    for (const header of [undefined, 'Basic eDp5', 'Bearer a, Bearer b']) {
      expect(await challenge(ask(header))).toEqual([400, 'invalid_request'])
    }
  })

  test('answers 401 invalid_token for garbage, an ID token, a machine, an expired token and one without openid', async () => {
    const { tokens } = await signIn(world, clients.web)
    const noOpenid = await signIn(world, clients.web, 'orders/read')
    const [, machineTokens] = await outcome(post(world, 'token', machine()))
    const [head = '', , tail = ''] = tokens.access_token.split('.')
    const forged = Buffer.from(JSON.stringify({ ...decodeJwt(tokens.access_token), sub: 'x' })).toString('base64url')
    const bad = [
      'garbage',
      tokens.id_token ?? '',
      (machineTokens as { access_token: string }).access_token,
      noOpenid.tokens.access_token,
      `${head}.${forged}.${tail}`,
    ]
    for (const token of bad) expect(await challenge(ask(`Bearer ${token}`))).toEqual([401, 'invalid_token'])
    expect((await ask(`Bearer ${tokens.access_token}`)).status).toBe(200)
    world.now += 901_000
    expect(await challenge(ask(`Bearer ${tokens.access_token}`))).toEqual([401, 'invalid_token'])
  })
})
