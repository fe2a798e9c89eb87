import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { client, type GatewayHarness, now, startGateway } from '../testing/gateway.ts'
import { startIssuer, type TestIssuer } from '../testing/issuer.ts'

const unauthorized = '{"message":"Unauthorized"}'
const invalid = (reason: string, scopes = 'api/a.read api/a.write') =>
  `Bearer scope="${scopes}" error="invalid_token" error_description="${reason}"`
let other: TestIssuer

let harness: GatewayHarness
let get: GatewayHarness['get']
let bearer: GatewayHarness['bearer']
let good: GatewayHarness['good']

beforeAll(async () => {
  harness = await startGateway()
  other = await startIssuer()
  ;({ get, bearer, good } = harness)
})
afterEach(() => harness.reset())
afterAll(async () => {
  await Promise.all([harness.stop(), other.stop()])
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
  expect(harness.invoked).toEqual([])
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
  ['without a signature', async () => `Bearer ${new UnsecuredJWT(good()).encode()}`, 'signing method none is invalid'],
  [
    'whose header names ES256',
    async () => {
      const [, ...rest] = (await harness.issuer.sign(good())).split('.')
      return `Bearer ${[Buffer.from('{"alg":"ES256"}').toString('base64url'), ...rest].join('.')}`
    },
    'signing method ES256 is invalid',
  ],
  [
    'whose header names something that is no algorithm',
    async () => {
      const [, ...rest] = (await harness.issuer.sign(good())).split('.')
      return `Bearer ${[Buffer.from('{"alg":"x\\" y=\\"z"}').toString('base64url'), ...rest].join('.')}`
    },
    'signing method (alg) is unavailable',
  ],
  [
    'signed with a shared secret',
    async () =>
      `Bearer ${await new SignJWT(good()).setProtectedHeader({ alg: 'HS256', kid: 'key-0' }).sign(new Uint8Array(32))}`,
    'signing method HS256 is invalid',
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
      const [header, , signature] = (await harness.issuer.sign(good())).split('.')
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
    () => bearer({ ...good(), iss: `${harness.issuer.url}/` }),
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
  expect(harness.invoked).toEqual([])
})

test('on a route without scopes the 401 of a bad token names none', async () => {
  const answer = await get('/unscoped', await bearer({ ...good(), exp: now - 1 }))
  expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, invalid(expired, '')])
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
  expect(harness.invoked).toEqual([])
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
  expect(await get('/scoped', await harness.issuer.sign(good()))).toMatchObject({ status: 200 })
})

test('an ID token passes a route without scopes: AWS does not look at token_use', async () => {
  const idToken = { ...good(), token_use: 'id', aud: client, client_id: undefined, scope: undefined }
  expect(await get('/unscoped', await bearer(idToken))).toMatchObject({ status: 200 })
})
