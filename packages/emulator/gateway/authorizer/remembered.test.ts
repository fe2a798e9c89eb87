import { decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayHarness, now, startGateway } from '../../testing/gateway.ts'
import { signedBy } from './verify.ts'

let harness: GatewayHarness
beforeAll(async () => {
  harness = await startGateway()
})
afterAll(() => harness.stop())

async function newKey() {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kty: 'RSA', kid: 'k' }
  const sign = (sub: string) => new SignJWT({ sub }).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(privateKey)
  return { jwk, sign }
}

/** An issuer that can show another key, and what the authorizer makes of a token of its. */
async function issuerWith(remembered?: number) {
  const first = await newKey()
  let shown: (typeof first)['jwk'] | undefined = first.jwk
  const check = signedBy(async () => shown, remembered)
  return {
    ...first,
    show: (jwk: typeof shown) => {
      shown = jwk
    },
    check: (token: string) => check(token, decodeProtectedHeader(token)),
  }
}

test('a token that has passed is refused from the second on in which it expires', async () => {
  const token = await harness.bearer(harness.good())
  expect(await harness.get('/scoped', token)).toMatchObject({ status: 200 })
  harness.clock = now + 60
  expect(await harness.get('/scoped', token)).toMatchObject({ status: 401 })
  harness.reset()
})

test('a token that has passed on one route is judged by the scopes of another', async () => {
  const token = await harness.bearer(harness.good())
  expect(await harness.get('/scoped', token)).toMatchObject({ status: 200 })
  expect(await harness.get('/items/1', token, { method: 'POST' })).toMatchObject({ status: 403 })
})

test('a good signature is not good any more when the issuer shows another key by the same name, or none', async () => {
  const { check, show, sign, jwk } = await issuerWith()
  const token = await sign('a')
  expect(await check(token)).toBeUndefined()
  show((await newKey()).jwk)
  expect(await check(token)).toBe('signature')
  show(undefined)
  expect(await check(token)).toBe('key')
  const ofAnotherAlgorithm = { ...jwk, alg: 'RS512' }
  show(ofAnotherAlgorithm)
  expect(await check(token)).toBe('algorithm')
})

test('what differs from a good token in one character is no good token', async () => {
  const { check, sign } = await issuerWith()
  const token = await sign('a')
  expect(await check(token)).toBeUndefined()
  for (const at of [token.indexOf('.') + 5, token.lastIndexOf('.') + 5]) {
    const other = token[at] === 'A' ? 'B' : 'A'
    expect(await check(token.slice(0, at) + other + token.slice(at + 1))).toBe('signature')
  }
})

test('a bad signature is not remembered, and of good ones no more than so many', async () => {
  const { check, sign, jwk } = await issuerWith(2)
  const { n } = jwk
  const tokens = await Promise.all(['a', 'b', 'c'].map(sign))
  for (const token of tokens) expect(await check(token)).toBeUndefined()
  // The same key by its identity: who is remembered passes unseen.
  Object.assign(jwk, { n: (await newKey()).jwk.n })
  expect(await Promise.all(tokens.map(check))).toEqual(['signature', undefined, undefined])
  Object.assign(jwk, { n })
  expect(await check(tokens[0] ?? '')).toBeUndefined()
})
