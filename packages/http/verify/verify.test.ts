import { createHmac, createPublicKey } from 'node:crypto'
import { newKey, sign } from '@scopegate/testing/issuer'
import { exportSPKI } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Claims, clientIdOf, startTrust, type Trust, wire } from '../testing/trust.ts'
import type { KeySetOptions } from './key-sets.ts'
import { createVerifier, type Verdict, type VerifyToken } from './verify.ts'

let trust: Trust
let verify: VerifyToken

beforeAll(async () => {
  trust = await startTrust()
  verify = verifier()
})
afterAll(() => trust.server.close())

const verifier = (options?: Partial<KeySetOptions>) => createVerifier(trust.contract, trust.pools, options)
const seconds = () => Math.floor(Date.now() / 1000)
const reasonOf = (verdict: Verdict): string => (verdict.kind === 'rejected' ? verdict.rejection.reason : verdict.kind)
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a good token', () => {
  test('of a person makes a user with org, role, scopes and expiry', async () => {
    const exp = seconds() + 300
    const verdict = await verify(
      await trust.token('garage-web', { exp, scope: `openid ${wire('read:deposit')} unknown/x` }),
    )
    expect(verdict).toEqual({
      kind: 'verified',
      caller: {
        kind: 'user',
        sub: '7d0c0000-0000-7000-8000-0000000000aa',
        clientId: clientIdOf('garage-web'),
        client: 'garage-web',
        pool: 'garage',
        org: 'org_north',
        role: 'owner',
        scopes: new Set(['read:deposit']),
        expiresAt: exp,
      },
    })
  })

  test('of operator staff makes an unbound caller', async () => {
    const verdict = await verify(await trust.token('admin-portal'))
    expect(verdict).toMatchObject({ kind: 'verified', caller: { kind: 'unbound', role: 'operator', pool: 'admin' } })
    expect(verdict.kind === 'verified' && 'org' in verdict.caller).toBe(false)
  })

  test('of a machine makes a machine with the org of its row', async () => {
    const verdict = await verify(await trust.token('south-kiosk'))
    expect(verdict).toMatchObject({ kind: 'verified', caller: { kind: 'machine', org: 'org_south', role: 'partner' } })
  })

  test.each([
    ['without scope', { scope: undefined }],
    ['with an empty scope', { scope: '' }],
    ['with scopes of Cognito only', { scope: 'openid aws.cognito.signin.user.admin' }],
    ['with short names instead of wire names', { scope: 'read:deposit' }],
  ])('%s is verified and carries no scope', async (_, changes) => {
    const verdict = await verify(await trust.token('garage-web', changes))
    expect(verdict.kind === 'verified' && verdict.caller.scopes.size).toBe(0)
  })

  test.each([
    ['a string', () => clientIdOf('garage-web')],
    ['a list of one', () => [clientIdOf('garage-web')]],
  ])('whose audience is its own client as %s is verified', async (_, aud) => {
    expect((await verify(await trust.token('garage-web', { aud: aud() }))).kind).toBe('verified')
  })

  test('holds nothing of the person but the sub', async () => {
    const verdict = await verify(await trust.token('garage-web', { name: 'Amy', phone_number: '+15550100' }))
    expect(JSON.stringify(verdict)).not.toMatch(/amy|555|email|username/i)
  })
})

describe('a token is rejected', () => {
  const web = clientIdOf('garage-web')
  test.each<[string, string, Claims]>([
    ['expired', 'has expired', { exp: seconds() - 1 }],
    ['expiry_missing', 'has no expiry', { exp: undefined }],
    ['expiry_missing', 'expires when no calendar goes on', { exp: 253_402_300_800 }],
    ['expiry_missing', 'expires when no date can', { exp: 1e300 }],
    ['malformed', 'has an expiry that is no number', { exp: '9999999999' }],
    ['not_yet_valid', 'is not valid yet', { nbf: seconds() + 60 }],
    ['not_yet_valid', 'was issued in the future', { iat: seconds() + 60 }],
    ['id_token', 'is an ID token', { token_use: 'id', aud: web, client_id: undefined, scope: undefined }],
    ['id_token', 'is an ID token that carries client and scope as well', { token_use: 'id' }],
    ['token_use', 'has no token_use', { token_use: undefined }],
    ['token_use', 'is a refresh token', { token_use: 'refresh' }],
    ['token_use', 'lists its uses', { token_use: ['access'] }],
    ['client', 'names no client', { client_id: undefined }],
    ['client', 'names an unknown client', { client_id: 'unknownclient' }],
    ['client', 'names a client of another pool', { client_id: clientIdOf('admin-portal') }],
    ['client', 'names the client by its name in the contract', { client_id: 'garage-web' }],
    ['client', 'lists clients', { client_id: [web] }],
    ['audience', 'is for another API', { aud: 'https://other.example.test' }],
    ['audience', 'is for us and another API', { aud: [web, 'https://other.example.test'] }],
    ['audience', 'is for another client of the pool', { aud: clientIdOf('garage-app') }],
    ['audience', 'is for nobody', { aud: [] }],
    ['audience', 'has an empty audience', { aud: '' }],
    ['malformed', 'has an audience that is no string', { aud: 7 }],
    ['subject', 'has no subject', { sub: undefined }],
    ['subject', 'has an empty subject', { sub: '' }],
    ['subject', 'has a subject that is too long for a user’s', { sub: 's'.repeat(129) }],
    ['subject', 'has half a character in its subject', { sub: 'a\ud800' }],
    ['subject', 'has a line end in its subject', { sub: 'a\n' }],
    ['subject', 'has the client as its subject, for a person’s client', { sub: web }],
    ['issuer', 'has no issuer', { iss: undefined }],
    [
      'issuer',
      'comes from an unknown issuer',
      { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_FAKE00001' },
    ],
  ])('as %s when it %s', async (reason, _, changes) => {
    expect(reasonOf(await verify(await trust.token('garage-web', changes)))).toBe(reason)
  })

  test('as subject when a machine’s subject is not its client', async () => {
    expect(reasonOf(await verify(await trust.token('north-fulfilment', { sub: 'someone' })))).toBe('subject')
  })

  test('as issuer when the issuer differs by a trailing slash', async () => {
    expect(reasonOf(await verify(await trust.token('garage-web', { iss: `${trust.issuer('garage')}/` })))).toBe(
      'issuer',
    )
  })

  test('as signature when another key signed it under a known name', async () => {
    const forged = await sign(newKey(trust.key('garage').kid), trust.claims('garage-web'))
    expect(reasonOf(await verify(forged))).toBe('signature')
  })

  test('as key_unknown when another pool’s key signed it', async () => {
    expect(reasonOf(await verify(await sign(trust.key('admin'), trust.claims('garage-web'))))).toBe('key_unknown')
  })

  test('as key_unknown when it names no key', async () => {
    const token = await trust.token('garage-web', {}, { kid: undefined })
    expect(reasonOf(await verify(token))).toBe('key_unknown')
  })

  test.each([
    ['none', (input: string) => `${input}.`],
    ['none with some signature', (input: string) => `${input}.AAAA`],
  ])('when the algorithm is %s', async (_, finish) => {
    const input = `${encode({ alg: 'none', kid: trust.key('garage').kid })}.${encode(trust.claims('garage-web'))}`
    expect(['malformed', 'algorithm']).toContain(reasonOf(await verify(finish(input))))
  })

  test('as algorithm when the public key was used as an HMAC secret', async () => {
    const { kid, publicKey } = trust.key('garage')
    const input = `${encode({ alg: 'HS256', kid })}.${encode(trust.claims('garage-web'))}`
    const secret = await exportSPKI(createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })))
    const token = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
    expect(reasonOf(await verify(token))).toBe('algorithm')
  })

  test.each(['RS384', 'RS512', 'PS256'])('as algorithm when it is signed with %s by the right key', async (alg) => {
    expect(reasonOf(await verify(await trust.token('garage-web', {}, { alg })))).toBe('algorithm')
  })

  test('as malformed when it asks for an extension that we do not know', async () => {
    const { kid } = trust.key('garage')
    const input = `${encode({ alg: 'RS256', kid, crit: ['exp'] })}.${encode(trust.claims('garage-web'))}`
    expect(reasonOf(await verify(`${input}.AAAA`))).toBe('malformed')
  })

  test.each(['', 'a', 'a.b', 'a.b.c', 'a.b.c.d', 'e30.e30.', '.e30.AAAA', 'e30.W10.AAAA', 'bnVsbA.bnVsbA.AAAA'])(
    'when it is no token at all: %j',
    async (token) => {
      expect(['malformed', 'algorithm']).toContain(reasonOf(await verify(token)))
    },
  )

  test('as oversized before any work when it is longer than the gateway passes', async () => {
    expect(reasonOf(await verify('a'.repeat(10_241)))).toBe('oversized')
    expect(reasonOf(await verify('a'.repeat(10_240)))).toBe('malformed')
  })

  test('without fetching a key set, for everything that can be said without a key', async () => {
    const fresh = verifier()
    const before = trust.server.count()
    await fresh('a.b.c')
    await fresh(await trust.token('garage-web', { iss: 'https://elsewhere.example.test' }))
    await fresh(await trust.token('garage-web', {}, { alg: 'RS512' }))
    expect(trust.server.count()).toBe(before)
  })
})

describe('a good token of an unassigned caller', () => {
  test.each<[string, 'garage-web' | 'admin-portal' | 'north-fulfilment', Claims]>([
    ['org_missing', 'garage-web', { org_id: undefined }],
    ['org_missing', 'garage-web', { org_id: '' }],
    ['org_invalid', 'garage-web', { org_id: 'north' }],
    ['org_invalid', 'garage-web', { org_id: 'org_' }],
    ['org_invalid', 'garage-web', { org_id: 'org_North' }],
    ['org_invalid', 'garage-web', { org_id: `org_${'a'.repeat(64)}` }],
    ['org_invalid', 'garage-web', { org_id: 'org_north\n' }],
    ['org_invalid', 'garage-web', { org_id: ['org_north'] }],
    ['role_missing', 'garage-web', { role: undefined }],
    ['role_invalid', 'garage-web', { role: 'root' }],
    ['role_invalid', 'garage-web', { role: 'operator' }],
    ['role_invalid', 'garage-web', { role: 'constructor' }],
    ['role_invalid', 'garage-web', { role: { owner: true } }],
    ['role_missing', 'admin-portal', { role: undefined }],
    ['role_invalid', 'admin-portal', { role: 'owner' }],
    ['org_unexpected', 'admin-portal', { org_id: 'org_north' }],
    ['org_missing', 'north-fulfilment', { org_id: undefined }],
    ['org_invalid', 'north-fulfilment', { org_id: 'org_south' }],
    ['role_invalid', 'north-fulfilment', { role: 'owner' }],
  ])('is told apart as %s for %s with %j', async (fault, client, changes) => {
    const verdict = await verify(await trust.token(client, changes))
    expect(verdict).toMatchObject({ kind: 'unassigned', fault, identity: { client } })
  })
})

test('an error that says nothing about the token is thrown, so that it becomes a 500', async () => {
  const now = () => {
    throw new RangeError('clock')
  }
  const broken = verifier({ now })
  await expect(broken(await trust.token('garage-web'))).rejects.toThrow(RangeError)
})

test('with a single trusted pool, a token of another issuer is rejected for its issuer', async () => {
  const garage = trust.pools.filter(({ pool }) => pool === 'garage')
  const garageOnly = createVerifier(trust.contract, garage)
  expect(reasonOf(await garageOnly(await trust.token('admin-portal')))).toBe('issuer')
})
