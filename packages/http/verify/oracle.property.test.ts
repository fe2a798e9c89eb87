/**
 * A second opinion on every token: AWS's own library, aws-jwt-verify, has the last word on what may pass. The services may
 * be stricter, for reasons that are named here, and never more lenient.
 */
import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto'
import { jwkOf, newKey, sign } from '@scopegate/testing/issuer'
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier'
import { JwtVerifier } from 'aws-jwt-verify/jwt-verifier'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTrust, type Trust } from '../testing/trust.ts'
import { clockToleranceSeconds } from './claims.ts'
import type { TrustedPool } from './pools.ts'
import { createVerifier } from './verify.ts'

let trust: Trust
let garage: TrustedPool
let theirs: (token: string) => Promise<boolean>

beforeAll(async () => {
  trust = await startTrust()
  const found = trust.pools.find(({ pool }) => pool === 'garage')
  if (found === undefined) throw new Error('There is no such pool')
  garage = found
  const { issuer, jwksUri, clients } = found
  const verifier = JwtVerifier.create({ issuer, jwksUri, audience: null, graceSeconds: clockToleranceSeconds })
  const { kid = '', kty = '', ...jwk } = await jwkOf(trust.key('garage'))
  verifier.cacheJwks({ keys: [{ ...jwk, kid, kty, use: 'sig' }] })
  theirs = async (token) => {
    try {
      validateCognitoJwtFields(await verifier.verify(token), { tokenUse: 'access', clientId: [...clients.keys()] })
      return true
    } catch {
      return false
    }
  }
})
afterAll(() => trust.server.close())

/** What we ask for and the library does not: each is a decision of ours with a test of its own. */
const stricter = ['expiry_missing', 'not_yet_valid', 'audience', 'subject', 'malformed', 'unassigned', 'expired']

const others = [
  ...stricter,
  'algorithm',
  'issuer',
  'signature',
  'id_token',
  'token_use',
  'client',
  'key_unknown',
  'oversized',
  'unavailable',
]

const now = () => Math.floor(Date.now() / 1000)
const oddities = fc.constantFrom<unknown>(
  null,
  '',
  0,
  -1,
  Number.MAX_VALUE,
  true,
  [],
  {},
  ['a'],
  '2',
  1.5,
  'x'.repeat(300),
)
const names = [
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'scope',
  'client_id',
  'token_use',
  'role',
  'org_id',
  '__proto__',
  'constructor',
]
const moment = fc.integer({ min: -400, max: 400 }).map((seconds) => now() + seconds)

const change = fc.oneof(
  fc.tuple(fc.constantFrom(...names), oddities),
  fc.tuple(fc.constantFrom(...names), fc.constant(undefined)),
  fc.tuple(fc.constantFrom('exp', 'nbf', 'iat'), moment),
  fc.tuple(fc.constant('token_use'), fc.constantFrom('id', 'access', 'ACCESS', 'refresh')),
  fc.tuple(fc.constant('iss'), fc.constantFrom('https://elsewhere.example', 'ISSUER/', 'issuer')),
)
const header = fc.dictionary(
  fc.constantFrom('alg', 'kid', 'typ', 'crit', 'jwk', 'x5u', 'b64'),
  fc.oneof(fc.constantFrom<unknown>('RS256', 'none', 'HS256', 'RS512', 'PS256', 'ES256', '', null, 1), fc.string()),
)

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signed as an attacker would: with the pool's key as a password, with a key of one's own, with nothing. */
function forged(payload: unknown, head: Record<string, unknown>, how: string): string {
  const text = `${encode({ alg: 'HS256', kid: trust.key('garage').kid, ...head })}.${encode(payload)}`
  if (how === 'none') return `${text}.`
  if (how === 'random') return `${text}.${randomBytes(256).toString('base64url')}`
  const secret = trust.key('garage').publicKey.export({ type: 'spki', format: 'pem' })
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

/** One of each kind, so that no run goes without it. */
const examples: [[string, unknown][], null, 'issuer' | 'own' | 'secret'][] = [
  [[], null, 'issuer'],
  [[], null, 'own'],
  [[], null, 'secret'],
  [[['token_use', 'id']], null, 'issuer'],
  [[['iss', 'https://elsewhere.example']], null, 'issuer'],
  [[['exp', 1]], null, 'issuer'],
  [[['scope', 1]], null, 'issuer'],
]

test('nothing passes that aws-jwt-verify refuses, and what it accepts is refused for our own reasons alone', async () => {
  const verify = createVerifier(trust.contract, [garage])
  const own = { ...newKey(trust.key('garage').kid), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }
  const seen = new Set<string>()
  const ways = fc.constantFrom('issuer', 'issuer', 'issuer', 'own', 'none', 'random', 'secret')
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 3 }), fc.option(header), ways, async (changes, head, way) => {
      const claims = { ...trust.claims('garage-web'), ...Object.fromEntries(changes) }
      const signer = way === 'issuer' ? trust.key('garage') : way === 'own' ? own : undefined
      const token = await (signer === undefined
        ? forged(claims, head ?? {}, way)
        : sign(signer, claims, head ?? {}).catch(() => forged(claims, head ?? {}, 'random')))
      const [ours, accepted] = [await verify(token), await theirs(token)]
      const reason = ours.kind === 'rejected' ? ours.rejection.reason : ours.kind
      seen.add(reason)
      const allowed = accepted ? ['verified', ...stricter] : others
      expect({ reason, accepted, isAllowed: allowed.includes(reason) }).toEqual({ reason, accepted, isAllowed: true })
    }),
    { numRuns: 500, examples },
  )
  expect([...seen]).toEqual(
    expect.arrayContaining(['verified', 'signature', 'algorithm', 'id_token', 'issuer', 'expired']),
  )
})
