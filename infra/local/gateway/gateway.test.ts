import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { InvokeResult } from '../lambda/index.ts'
import type { ResolvedApi, ResolvedRoute } from '../template/index.ts'
import { call, listen, type PlainRequest } from '../testing/http.ts'
import { startIssuer, type TestIssuer } from '../testing/issuer.ts'
import { createGateway, serverOptions } from './index.ts'

// A time of our own, so that expiry needs no waiting. In seconds, as claims are.
const now = 1_800_000_000
let clock = now
const client = 'client1'
const unauthorized = '{"message":"Unauthorized"}'
const invalid = (reason: string) => `Bearer scope="" error="invalid_token" error_description="${reason}"`

let issuer: TestIssuer
let other: TestIssuer
let gateway: Awaited<ReturnType<typeof listen>>
let invoked: unknown[] = []
let behave: () => Promise<InvokeResult> | InvokeResult

const route = (key: string, scopes: readonly string[], authorizer: string | undefined = 'Jwt'): ResolvedRoute => {
  const [method = '', path = ''] = key === '$default' ? ['ANY', '$default'] : key.split(' ')
  return { key, method, path, scopes, authorizer, functionLogicalId: 'Fn' }
}

const apiOf = (overrides: Partial<ResolvedApi> = {}): ResolvedApi => ({
  logicalId: 'Api',
  id: 'api1234567',
  name: 'merchant',
  routes: [
    route('GET /scoped', ['api/a.read', 'api/a.write']),
    route('GET /unscoped', []),
    route('POST /items/{id}', ['api/a.write']),
    route('GET /open', [], undefined),
  ].map((each) => (each.path === '/open' ? { ...each, authorizer: undefined } : each)),
  authorizers: {
    Jwt: { issuer: issuer.url, audience: [client, 'other'], identitySource: '$request.header.Authorization' },
  },
  cors: undefined,
  ...overrides,
})

const gatewayFor = (api: ResolvedApi) =>
  listen(
    createGateway({
      api,
      now: () => clock * 1000,
      log: () => {},
      integrationMilliseconds: 300,
      invoke: async (_, event) => {
        invoked.push(event)
        return behave()
      },
    }),
    serverOptions,
  )

beforeAll(async () => {
  ;[issuer, other] = await Promise.all([startIssuer(), startIssuer()])
  gateway = await gatewayFor(apiOf())
})
afterAll(async () => {
  await Promise.all([gateway.stop(), issuer.stop(), other.stop()])
})
afterEach(() => {
  invoked = []
  clock = now
  behave = () => ({ ok: true, payload: { statusCode: 200, body: 'reached' } })
})
behave = () => ({ ok: true, payload: { statusCode: 200, body: 'reached' } })

/** Claims that pass everywhere; each test breaks one. */
const good = () => ({
  iss: issuer.url,
  sub: 'someone',
  client_id: client,
  token_use: 'access',
  scope: 'openid api/a.read',
  iat: now - 1,
  exp: now + 60,
})
const bearer = async (claims: Record<string, unknown>, header = {}) => `Bearer ${await issuer.sign(claims, header)}`
const get = (path: string, authorization?: string | string[], rest: PlainRequest = {}) =>
  call(gateway.url, path, {
    ...rest,
    headers: { ...rest.headers, ...(authorization === undefined ? {} : { authorization }) },
  })

test('a token with one of the route’s scopes reaches the function', async () => {
  const answer = await get('/scoped', await bearer(good()))
  expect(answer).toMatchObject({ status: 200, body: 'reached' })
  expect(answer.headers['apigw-requestid']).toMatch(/^[A-Za-z0-9+/]{15}=$/)
})

test.each([
  ['no token', undefined],
  ['an empty header', ''],
  ['a scheme without a token', 'Bearer'],
  ['a scheme with a blank token', 'Bearer '],
])('%s is 401 with a bare challenge', async (_, authorization) => {
  const answer = await get('/scoped', authorization)
  expect(answer).toMatchObject({ status: 401, body: unauthorized })
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json',
    'content-length': '26',
    'www-authenticate': 'Bearer',
  })
  expect(answer.headers['apigw-requestid']).toBeDefined()
  expect(invoked).toEqual([])
})

const audience = 'the token does not have a valid audience'
const segments = 'token contains an invalid number of segments'
const expired = 'the token has expired'
const notYet = 'the token is not valid yet'

test.each<[string, () => Promise<string | string[]>, string]>([
  ['that is no JWT', async () => 'Bearer abc', segments],
  ['with four segments', async () => `${await bearer(good())}.x`, segments],
  ['sent in two headers', async () => [await bearer(good()), await bearer(good())], segments],
  [
    'under the scheme in lower case',
    async () => (await bearer(good())).replace('Bearer', 'bearer'),
    'the token cannot be decoded',
  ],
  ['whose segments are no JSON', async () => 'Bearer a.b.c', 'the token cannot be decoded'],
  [
    'without a signature',
    async () => `Bearer ${new UnsecuredJWT(good()).encode()}`,
    'the token is not signed with an RSA algorithm',
  ],
  [
    'signed with a shared secret',
    async () =>
      `Bearer ${await new SignJWT(good()).setProtectedHeader({ alg: 'HS256', kid: 'key-0' }).sign(new Uint8Array(32))}`,
    'the token is not signed with an RSA algorithm',
  ],
  [
    'signed with another key under a known kid',
    async () => {
      const { privateKey } = await generateKeyPair('RS256')
      return `Bearer ${await new SignJWT(good()).setProtectedHeader({ alg: 'RS256', kid: 'key-0' }).sign(privateKey)}`
    },
    'the token signature is invalid',
  ],
  [
    'whose claims were changed',
    async () => {
      const [header, , signature] = (await issuer.sign(good())).split('.')
      const claims = Buffer.from(JSON.stringify({ ...good(), scope: 'api/a.write' })).toString('base64url')
      return `Bearer ${header}.${claims}.${signature}`
    },
    'the token signature is invalid',
  ],
  ['with an unknown kid', () => bearer(good(), { kid: 'nobody' }), 'the token names no key of the issuer'],
  [
    'of another issuer',
    async () => `Bearer ${await other.sign({ ...good(), iss: other.url })}`,
    'the token does not have a valid issuer',
  ],
  [
    'whose issuer has a slash too many',
    () => bearer({ ...good(), iss: `${issuer.url}/` }),
    'the token does not have a valid issuer',
  ],
  ['of another client', () => bearer({ ...good(), client_id: 'stranger' }), audience],
  [
    'with a foreign aud, although its client is known',
    () => bearer({ ...good(), aud: 'https://elsewhere.example' }),
    audience,
  ],
  ['with neither aud nor client', () => bearer({ ...good(), client_id: undefined }), audience],
  ['that has expired', () => bearer({ ...good(), exp: now - 1 }), expired],
  ['that expires this second', () => bearer({ ...good(), exp: now }), expired],
  ['without exp', () => bearer({ ...good(), exp: undefined }), expired],
  ['whose exp is text', () => bearer({ ...good(), exp: String(now + 60) }), expired],
  ['of tomorrow by nbf', () => bearer({ ...good(), nbf: now + 1 }), notYet],
  ['of tomorrow by iat', () => bearer({ ...good(), iat: now + 1 }), notYet],
])('a token %s is 401 invalid_token', async (_, make, reason) => {
  const answer = await get('/scoped', await make())
  expect(answer).toMatchObject({ status: 401, body: unauthorized })
  expect(answer.headers['www-authenticate']).toBe(invalid(reason))
  expect(invoked).toEqual([])
})

test.each([
  ['no scope at all', { scope: undefined }],
  ['other scopes', { scope: 'openid api/b.read' }],
  ['a scope that only begins alike', { scope: 'api/a.reader' }],
  ['the scopes of an ID token: none', { scope: undefined, token_use: 'id', aud: client, client_id: undefined }],
])('a token with %s is 403 and told the route’s scopes', async (_, claims) => {
  const answer = await get('/scoped', await bearer({ ...good(), ...claims }))
  expect(answer).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' })
  expect(answer.headers).toMatchObject({
    'content-length': '23',
    'www-authenticate':
      'Bearer scope="api/a.read api/a.write" error="insufficient_scope" error_description="expected scopes: [api/a.read api/a.write]"',
  })
  expect(invoked).toEqual([])
})

test.each<[string, Record<string, unknown>]>([
  ['any one of the route’s scopes', { scope: 'api/a.write' }],
  ['its scopes in scp as a list', { scope: undefined, scp: ['api/a.read'] }],
  ['its scopes in scp as text', { scope: undefined, scp: 'x api/a.read' }],
  ['a known aud instead of client_id', { client_id: undefined, aud: 'other' }],
  ['a known aud among others', { aud: ['https://elsewhere.example', client] }],
  ['an iat of this very second', { iat: now }],
])('a token with %s passes', async (_, claims) => {
  expect(await get('/scoped', await bearer({ ...good(), ...claims }))).toMatchObject({ status: 200 })
})

test('a bare token without the scheme passes', async () => {
  expect(await get('/scoped', await issuer.sign(good()))).toMatchObject({ status: 200 })
})

test('an ID token passes a route without scopes: AWS does not look at token_use', async () => {
  const idToken = { ...good(), token_use: 'id', aud: client, client_id: undefined, scope: undefined }
  expect(await get('/unscoped', await bearer(idToken))).toMatchObject({ status: 200 })
})

test('a route without authorizer lets everyone in, and its event has no authorizer', async () => {
  expect(await get('/open')).toMatchObject({ status: 200 })
  expect(invoked[0]).not.toHaveProperty('requestContext.authorizer')
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
  const before = issuer.fetches()
  await issuer.rotate()
  clock = now + 30
  expect(await get('/scoped', await bearer(good()))).toMatchObject({ status: 200 })
  expect(issuer.fetches()).toBe(before + 1)
  for (const kid of ['x', 'y', 'z']) expect((await get('/scoped', await bearer(good(), { kid }))).status).toBe(401)
  expect(issuer.fetches()).toBe(before + 1)
})

test('an issuer that cannot be reached is 503, never a pass and never 401', async () => {
  const gone = await startIssuer()
  const token = await gone.sign({ ...good(), iss: gone.url })
  const authorizers = { Jwt: { issuer: gone.url, audience: [client], identitySource: '$request.header.Authorization' } }
  await gone.stop()
  const { url, stop } = await gatewayFor(apiOf({ authorizers }))
  expect(await call(url, '/scoped', { headers: { authorization: token } })).toMatchObject({ status: 503 })
  expect(invoked).toEqual([])
  await stop()
})

test('a route whose authorizer does not exist is refused, not open', async () => {
  const { url, stop } = await gatewayFor(apiOf({ authorizers: {} }))
  expect(await call(url, '/unscoped', { headers: { authorization: await issuer.sign(good()) } })).toMatchObject({
    status: 503,
  })
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
  behave = () => result
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
