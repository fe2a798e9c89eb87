/** What a cache of verified tokens can get wrong, each with the mistake made possible. */
import { keySetAnswer, newKey, sign } from '@scopegate/testing/issuer'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { outage } from '../testing/key-fetch.ts'
import { probe } from '../testing/probe.ts'
import { startTrust, type Trust, wire } from '../testing/trust.ts'
import { keySetDefaults } from './key-sets.ts'
import { createVerifier, type Verdict, type VerifierOptions } from './verify.ts'

let trust: Trust
let now: number

beforeAll(async () => {
  trust = await startTrust()
})
afterAll(() => trust.server.close())
beforeEach(() => {
  now = Date.now()
})

const verifier = (options: Partial<VerifierOptions> = {}, pools = trust.pools) =>
  createVerifier(trust.contract, pools, { now: () => now, ...options })
const reasonOf = (verdict: Verdict): string => (verdict.kind === 'rejected' ? verdict.rejection.reason : verdict.kind)
const kindsOf = async (verify: ReturnType<typeof verifier>, ...tokens: string[]) => {
  const kinds: string[] = []
  for (const token of tokens) kinds.push(reasonOf(await verify(token)))
  return kinds
}

test('a token that was verified is found again, with the same caller and without a promise', async () => {
  const verify = verifier()
  const token = await trust.token('garage-web')
  const first = await verify(token)
  const second = verify(token)
  expect(second).toBe(first)
  expect(verify.statistics?.()).toEqual({ size: 1, hits: 1, misses: 1 })
})

describe('a token that is like another', () => {
  test('two callers whose tokens share header, signature or length never get each other', async () => {
    const verify = verifier()
    const [mine, theirs] = await Promise.all([trust.token('garage-web'), trust.token('south-kiosk')])
    expect(await kindsOf(verify, mine, theirs)).toEqual(['verified', 'verified'])
    const [header, payload, signature] = mine.split('.')
    const [, otherPayload, otherSignature] = theirs.split('.')
    const mixed = [
      [header, otherPayload, signature],
      [header, payload, otherSignature],
      [header, otherPayload, otherSignature?.slice(0, -4)],
    ].map((parts) => parts.join('.'))
    for (const token of mixed) expect((await verify(token)).kind).toBe('rejected')
    const [one, other] = [await verify(mine), await verify(theirs)]
    expect([one, other]).toMatchObject([{ caller: { client: 'garage-web' } }, { caller: { client: 'south-kiosk' } }])
  })
})

test('no token is served on or past `exp`, however often it was sent before', async () => {
  const verify = verifier()
  const exp = Math.ceil(now / 1000) + 100
  const token = await trust.token('garage-web', { exp })
  expect(await kindsOf(verify, token, token)).toEqual(['verified', 'verified'])
  now = exp * 1000 - 1
  expect(await kindsOf(verify, token)).toEqual(['verified'])
  now = exp * 1000
  expect(await kindsOf(verify, token, token)).toEqual(['expired', 'expired'])
  expect(verify.statistics?.().size).toBe(0)
})

test('a clock that jumps back makes a token not yet valid again, and its key set too old', async () => {
  const verify = verifier()
  const iat = Math.floor(now / 1000)
  const token = await trust.token('garage-web', { iat })
  expect(await kindsOf(verify, token)).toEqual(['verified'])
  const fetches = trust.server.count()
  now = iat * 1000 - 5_001
  expect(await kindsOf(verify, token)).toEqual(['not_yet_valid'])
  expect(trust.server.count()).toBe(fetches + 1)
})

test('a clock that is set back a little changes nothing', async () => {
  const verify = verifier()
  const token = await trust.token('garage-web')
  expect(await kindsOf(verify, token)).toEqual(['verified'])
  const fetches = trust.server.count()
  now -= 4_000
  expect(await kindsOf(verify, token)).toEqual(['verified'])
  expect([trust.server.count(), verify.statistics?.().hits]).toEqual([fetches, 1])
})

test('no decision is kept: the same token is decided anew on every operation', async () => {
  const { app, calls } = probe(verifier())
  const token = await trust.token('garage-web', { scope: wire('read:deposit') })
  const ask = async (path: string) =>
    (await app.request(path, { headers: { authorization: `Bearer ${token}` } })).status
  for (let turn = 0; turn < 3; turn += 1) {
    expect([await ask('/v1/deposit'), await ask('/v1/fleet')]).toEqual([200, 403])
  }
  expect(new Set(calls)).toEqual(new Set(['getDeposit']))
})

test('a token that is good for one system is not for another with other issuers or clients', async () => {
  const token = await trust.token('garage-web')
  const others = trust.pools.filter(({ pool }) => pool !== 'garage')
  const withoutClient = trust.pools.map((pool) => ({
    ...pool,
    clients: new Map([...pool.clients].filter(([, { name }]) => name !== 'garage-web')),
  }))
  const [all, foreign, less] = [verifier(), verifier({}, others), verifier({}, withoutClient)]
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await kindsOf(all, token)).toEqual(['verified'])
    expect(await kindsOf(foreign, token)).toEqual(['issuer'])
    expect(await kindsOf(less, token)).toEqual(['client'])
  }
})

test('refusals are not kept: what was wrong with a token is looked at again', async () => {
  const verify = verifier()
  const stranger = await sign(newKey('stranger'), trust.claims('garage-web'))
  const unassigned = await trust.token('garage-web', { role: undefined })
  const foreign = await trust.token('garage-web', { client_id: 'x' })
  const early = await trust.token('garage-web', { nbf: Math.floor(now / 1000) + 60 })
  await kindsOf(verify, 'nonsense', stranger, unassigned, foreign, early)
  expect(verify.statistics?.()).toEqual({ size: 0, hits: 0, misses: 5 })
  now += 60_000
  expect(await kindsOf(verify, early)).toEqual(['verified'])
})

describe('a key that the issuer withdraws', () => {
  const withIssuer = async (use: (verify: ReturnType<typeof verifier>, token: string) => Promise<void>) => {
    const { answer } = trust.server
    const token = await trust.token('garage-web', { exp: Math.floor(now / 1000) + 10 * 86_400 })
    try {
      const verify = verifier()
      expect(await kindsOf(verify, token, token)).toEqual(['verified', 'verified'])
      await use(verify, token)
    } finally {
      trust.server.answer = answer
    }
  }
  const background = () => new Promise<void>((resolve) => setImmediate(resolve))

  test('empties the cache of what it signed, with the first refresh of the key set', () =>
    withIssuer(async (verify, token) => {
      trust.server.answer = await keySetAnswer(newKey('next'))
      now += keySetDefaults.refreshAfterMilliseconds
      expect(await kindsOf(verify, token), 'nobody waits').toEqual(['verified'])
      while (verify.statistics?.().size !== 0) await background()
      expect(await kindsOf(verify, token)).toEqual(['key_unknown'])
    }))

  test('and replaces by another of the same name empties it as well', () =>
    withIssuer(async (verify, token) => {
      trust.server.answer = await keySetAnswer({ ...newKey('next'), kid: trust.key('garage').kid })
      now += keySetDefaults.refreshAfterMilliseconds
      await verify(token)
      while (verify.statistics?.().size !== 0) await background()
      expect(await kindsOf(verify, token)).toEqual(['signature'])
    }))

  test('does not live on through an outage past the greatest age of the key set', () =>
    withIssuer(async (verify, token) => {
      trust.server.answer = outage
      now += keySetDefaults.trustedForMilliseconds - 1
      expect(await kindsOf(verify, token)).toEqual(['verified'])
      now += 1
      expect(await kindsOf(verify, token)).toEqual(['unavailable'])
    }))

  test('leaves the tokens of another pool', () =>
    withIssuer(async (verify) => {
      const other = await trust.token('admin-portal', { exp: Math.floor(now / 1000) + 10 * 86_400 })
      expect(await kindsOf(verify, other)).toEqual(['verified'])
      const fetches = trust.server.count()
      now += keySetDefaults.refreshAfterMilliseconds
      await verify(other)
      while (trust.server.count() === fetches) await background()
      for (let turn = 0; turn < 50; turn += 1) await background()
      expect(verify.statistics?.().size).toBe(2)
    }))

  test('leaves the tokens of the keys that stay', () =>
    withIssuer(async (verify, token) => {
      trust.server.answer = await keySetAnswer(trust.key('garage'), newKey('next'))
      const fetches = trust.server.count()
      now += keySetDefaults.refreshAfterMilliseconds
      await verify(token)
      while (trust.server.count() === fetches) await background()
      for (let turn = 0; turn < 50; turn += 1) await background()
      const { hits } = verify.statistics?.() ?? { hits: 0 }
      expect(await kindsOf(verify, token)).toEqual(['verified'])
      expect(verify.statistics?.()).toMatchObject({ size: 1, hits: hits + 1 })
    }))
})

test('with room for none, nothing is kept', async () => {
  const verify = verifier({ keptTokens: 0 })
  const token = await trust.token('garage-web')
  expect(await kindsOf(verify, token, token)).toEqual(['verified', 'verified'])
  expect(verify.statistics?.()).toEqual({ size: 0, hits: 0, misses: 2 })
})

test('what a handler does to its caller, no other request sees', async () => {
  const verify = verifier()
  const token = await trust.token('garage-web')
  const first = await verify(token)
  if (first.kind !== 'verified') throw new Error(first.kind)
  const { caller } = first
  // The cast is what a careless handler would write.
  const scopes = caller.scopes as Set<string>
  for (const change of [() => scopes.add('write:org'), () => scopes.delete('read:deposit'), () => scopes.clear()]) {
    expect(change).toThrow('cannot be changed')
  }
  expect(() => Object.assign(caller, { org: 'org_south' })).toThrow(TypeError)
  expect(await verify(token)).toEqual(first)
})
