import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { InvokeResult } from '../lambda/index.ts'
import { client, type GatewayHarness, now, startGateway } from '../testing/gateway.ts'
import { call, type PlainAnswer } from '../testing/http.ts'
import { type Outage, startIssuer } from '../testing/issuer.ts'

let harness: GatewayHarness
let get: GatewayHarness['get']
let bearer: GatewayHarness['bearer']
let good: GatewayHarness['good']

beforeAll(async () => {
  harness = await startGateway()
  ;({ get, bearer, good } = harness)
})
afterEach(() => harness.reset())
afterAll(() => harness.stop())

test('a route without authorizer lets everyone in, and its event has no authorizer', async () => {
  expect(await get('/open')).toMatchObject({ status: 200 })
  expect(harness.invoked[0]).not.toHaveProperty('requestContext.authorizer')
})

test.each(['/nowhere', '/scoped/', '/Scoped', '/items', '//scoped'])(
  '%s is 404 before anybody asks for a token',
  async (path) => {
    const answer = await get(path)
    expect(answer).toMatchObject({ status: 404, body: '{"message":"Not Found"}' })
    expect(answer.headers['www-authenticate']).toBeUndefined()
  },
)

test('an unknown kid is looked up again, but not before the cool-down', async () => {
  await get('/scoped', await bearer(good()))
  const before = harness.issuer.fetches()
  await harness.issuer.rotate()
  harness.clock = now + 30
  expect(await get('/scoped', await bearer(good()))).toMatchObject({ status: 200 })
  expect(harness.issuer.fetches()).toBe(before + 1)
  for (const kid of ['x', 'y', 'z']) expect((await get('/scoped', await bearer(good(), { kid }))).status).toBe(401)
  expect(harness.issuer.fetches()).toBe(before + 1)
})

test.each<[string, Outage, string]>([
  ['that does not answer', 'all', 'OIDC discovery endpoint communication error'],
  ['whose key set is down', 'keys', 'JWKS communication error'],
])('an issuer %s is 401 with AWS’s words, here and in the access log', async (_, outage, says) => {
  const gone = await startIssuer()
  const token = await gone.sign({ ...good(), iss: gone.url })
  const authorizers = {
    Jwt: {
      title: 'Jwt',
      issuer: gone.url,
      audience: [client],
      identitySource: '$request.header.Authorization',
    },
  }
  gone.fail(outage)
  const { url, stop } = await harness.variant({ authorizers })
  const answer = await call(url, '/scoped', { headers: { authorization: token } })
  expect(answer).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' })
  expect(answer.headers['www-authenticate']).toBe(
    `Bearer scope="api/a.read api/a.write" error="invalid_token" error_description="${says}"`,
  )
  expect(harness.accesses).toMatchObject([{ status: 401, authorizerError: `invalid_token: ${says}` }])
  expect(harness.invoked).toEqual([])
  gone.fail(undefined)
  expect(await call(url, '/scoped', { headers: { authorization: token } })).toMatchObject({ status: 200 })
  await Promise.all([stop(), gone.stop()])
})

test('the challenge of a function arrives under another name, unless it is told to keep it', async () => {
  const challenge = 'Bearer realm="garage"'
  harness.behave = () => ({ ok: true, payload: { statusCode: 401, headers: { 'WWW-Authenticate': challenge } } })
  const named = ({ headers }: PlainAnswer) => [headers['www-authenticate'], headers['x-amzn-remapped-www-authenticate']]
  expect(named(await get('/open'))).toEqual([undefined, challenge])
  const { url, stop } = await harness.variant({}, { keepsChallenge: true })
  expect(named(await call(url, '/open'))).toEqual([challenge, undefined])
  await stop()
})

test('a route whose authorizer does not exist is refused, not open', async () => {
  const { url, stop } = await harness.variant({ authorizers: {} })
  expect(await call(url, '/unscoped', { headers: { authorization: await harness.issuer.sign(good()) } })).toMatchObject(
    {
      status: 503,
    },
  )
  await stop()
})

test.each<[string, InvokeResult | Promise<InvokeResult>, number, string]>([
  ['throws', { ok: false, kind: 'error', errorType: 'Error', errorMessage: 'secret' }, 500, 'Internal Server Error'],
  [
    'crashes',
    { ok: false, kind: 'crash', errorType: 'Runtime.ExitError', errorMessage: 'x' },
    500,
    'Internal Server Error',
  ],
  [
    'times out by its own limit',
    { ok: false, kind: 'timeout', errorType: 'Sandbox.Timedout', errorMessage: 'x' },
    500,
    'Internal Server Error',
  ],
  ['answers no status', { ok: true, payload: { statusCode: 'many' } }, 500, 'Internal Server Error'],
  ['takes longer than the integration may', new Promise(() => {}), 503, 'Service Unavailable'],
])('a function that %s', async (_, result, status, message) => {
  harness.behave = () => result
  expect(await get('/open')).toMatchObject({ status, body: JSON.stringify({ message }) })
})

test('headers over the quota are refused, and just under it not', async () => {
  const filled = (length: number) => get('/open', undefined, { headers: { 'x-filler': 'a'.repeat(length) } })
  expect((await filled(10_000)).status).toBe(200)
  expect((await filled(10_240)).status).toBe(431)
})

test('a body over the quota is refused', async () => {
  const authorization = await bearer({ ...good(), scope: 'api/a.write' })
  const post = (size: number) => get('/items/1', authorization, { method: 'POST', body: Buffer.alloc(size) })
  expect((await post(1024)).status).toBe(200)
  expect((await post(10 * 1024 * 1024 + 1)).status).toBe(413)
  // Without a length: it is counted while it arrives.
  const chunked = {
    method: 'POST',
    body: Buffer.alloc(10 * 1024 * 1024 + 1),
    headers: { 'transfer-encoding': 'chunked' },
  }
  expect((await get('/items/1', authorization, chunked)).status).toBe(413)
})
