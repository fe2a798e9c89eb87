import { describe, expect, test } from 'vitest'
import { givenWorld } from '../testing/given-world.ts'
import { exchange, outcome, post } from '../testing/oauth.ts'
import { clients } from '../testing/pools.ts'
import { type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
})

const robot = { client_id: 'robotid', client_secret: clients.robot.secret ?? '' }

const machine = (changes: Record<string, string> = {}) => ({ grant_type: 'client_credentials', ...robot, ...changes })

describe('/oauth2/token answers 400', () => {
  const grant_type = 'client_credentials'
  test.each([
    ['invalid_request', 'no grant type is named', { client_id: 'webid' }],
    ['unsupported_grant_type', 'the grant type is unknown', { grant_type: 'password', client_id: 'webid' }],
    ['unsupported_grant_type', 'the grant type is a property of every object', { grant_type: 'constructor' }],
    ['invalid_request', 'no client is named', { grant_type }],
    ['invalid_client', 'the client is unknown', { grant_type, client_id: 'nobody' }],
    ['invalid_client', 'the client is another pool’s', { grant_type, client_id: 'plainwebid' }],
    ['invalid_client', 'the secret is missing', { grant_type, client_id: 'robotid' }],
    ['invalid_client', 'the secret is wrong', { grant_type, client_id: 'robotid', client_secret: 'guess' }],
    ['invalid_client', 'a public client sends a secret', { grant_type, client_id: 'webid', client_secret: 'x' }],
    ['unauthorized_client', 'the client has not the flow', { grant_type, client_id: 'webid' }],
    [
      'unauthorized_client',
      'the flow is not the client’s only one',
      { grant_type, client_id: 'mixedid', client_secret: clients.mixed.secret },
    ],
    ['invalid_scope', 'the scope does not exist', machine({ scope: 'orders/none' })],
    ['invalid_scope', 'one of the scopes does not exist', machine({ scope: 'orders/read orders/none' })],
    ['invalid_grant', 'the scope exists but is not the client’s', machine({ scope: 'orders/refund' })],
    ['invalid_grant', 'one of the scopes is not the client’s', machine({ scope: 'orders/read orders/refund' })],
    ['invalid_grant', 'a machine asks for openid', machine({ scope: 'openid' })],
    ['invalid_request', 'the client metadata is not JSON', machine({ aws_client_metadata: '{' })],
    ['invalid_request', 'the client metadata is not of strings', machine({ aws_client_metadata: '{"a":1}' })],
    ['invalid_request', 'the code is missing', { grant_type: 'authorization_code', client_id: 'webid' }],
    ['invalid_grant', 'the code is unknown', exchange('made-up')],
    ['unauthorized_client', 'a machine exchanges a code', { ...exchange('made-up'), ...robot }],
    ['invalid_request', 'the refresh token is missing', { grant_type: 'refresh_token', client_id: 'webid' }],
    [
      'invalid_grant',
      'the refresh token is unknown',
      { grant_type: 'refresh_token', client_id: 'webid', refresh_token: 'x' },
    ],
    ['unauthorized_client', 'a machine refreshes', { grant_type: 'refresh_token', refresh_token: 'x', ...robot }],
  ])('%s when %s, and says why in the log', async (error, _when, form) => {
    expect(await outcome(post(world, 'token', form as Record<string, string>))).toEqual([400, { error }])
    const line = world.lines.at(-1) ?? ''
    expect(line).toMatch(new RegExp(`^cognito: /shop-domain/oauth2/token refused: ${error}: .{10}`))
    for (const secret of ['guess', 'made-up', clients.robot.secret ?? '']) expect(line).not.toContain(secret)
  })

  test('invalid_request when a parameter is sent twice', async () => {
    const twice = `${new URLSearchParams(machine()).toString()}&scope=orders/read&scope=orders/write`
    expect(await outcome(post(world, 'token', twice))).toEqual([400, { error: 'invalid_request' }])
  })

  test('invalid_request when the body is JSON', async () => {
    const headers = { 'content-type': 'application/json' }
    expect(await outcome(post(world, 'token', JSON.stringify(machine()), headers))).toEqual([
      400,
      { error: 'invalid_request' },
    ])
  })

  test('invalid_request when the client proves itself twice', async () => {
    const twice = post(world, 'token', machine(), basic('robotid', clients.robot.secret ?? ''))
    expect(await outcome(twice)).toEqual([400, { error: 'invalid_request' }])
  })

  test('invalid_client when the Basic header is wrong or garbled', async () => {
    const form = { grant_type }
    for (const headers of [basic('robotid', 'guess'), { authorization: 'Basic !' }, { authorization: 'Bearer x' }]) {
      expect(await outcome(post(world, 'token', form, headers))).toEqual([400, { error: 'invalid_client' }])
    }
  })
})

test('a secret may come in the Basic header, form-encoded', async () => {
  const answer = await post(
    world,
    'token',
    { grant_type: 'client_credentials' },
    basic('robotid', clients.robot.secret ?? ''),
  )
  expect(answer.status).toBe(200)
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
})
