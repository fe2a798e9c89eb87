/** The cache is not seen: whatever happens in whatever order, a verifier with it says what one without it says. */
import { keySetAnswer, newKey, type SigningKey, sign } from '@scopegate/testing/issuer'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outage } from '../testing/key-fetch.ts'
import { startTrust, type Trust } from '../testing/trust.ts'
import { keySetDefaults } from './key-sets.ts'
import { createVerifier } from './verify.ts'

let trust: Trust
let keys: readonly [SigningKey, SigningKey]
let tokens: readonly string[]
let states: readonly Trust['server']['answer'][]
const start = Math.floor(Date.now() / 1000) * 1000
const seconds = start / 1000

beforeAll(async () => {
  trust = await startTrust()
  keys = [newKey('first'), newKey('second')]
  const lives = [
    { iat: seconds, exp: seconds + 60 },
    { iat: seconds - 30, exp: seconds + 3_600 },
    { iat: seconds, nbf: seconds + 90, exp: seconds + 100_000 },
    { iat: seconds - 5, exp: seconds + 300_000, role: undefined },
    { iat: seconds - 5, exp: seconds + 300_000, scope: '' },
  ]
  const signed = keys.flatMap((key) => lives.map((life) => sign(key, trust.claims('garage-web', life))))
  tokens = await Promise.all([...signed, ...lives.map((life) => trust.token('south-kiosk', life))])
  const [first, second] = keys
  states = [
    await keySetAnswer(first),
    await keySetAnswer(first, second),
    await keySetAnswer(second),
    await keySetAnswer({ ...second, kid: 'first' }),
    outage,
  ]
})
afterAll(() => trust.server.close())

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ask: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ pass: fc.integer({ min: -120_000, max: 120_000 }) }) },
  { weight: 1, arbitrary: fc.record({ pass: fc.constantFrom(keySetDefaults.trustedForMilliseconds, -86_400_000) }) },
  { weight: 1, arbitrary: fc.record({ turn: fc.nat() }) },
)

test('tokens, time in both directions, keys that come and go, and outages', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), async (steps) => {
      let now = start
      trust.server.answer = states[1] ?? outage
      // Without a refresh in the background, which nobody can wait for: it has tests of its own.
      const options = { now: () => now, refreshAfterMilliseconds: keySetDefaults.trustedForMilliseconds }
      const cached = createVerifier(trust.contract, trust.pools, { ...options, keptTokens: 4 })
      const plain = createVerifier(trust.contract, trust.pools, { ...options, keptTokens: 0 })
      const seen: object[] = []
      const wanted: object[] = []
      for (const each of steps) {
        if ('pass' in each) now += each.pass
        else if ('turn' in each) trust.server.answer = states[each.turn % states.length] ?? outage
        else {
          const token = tokens[each.ask % tokens.length] ?? ''
          // Each has a failure of its own as the cause.
          seen.push({ ...(await cached(token)), cause: undefined })
          wanted.push({ ...(await plain(token)), cause: undefined })
        }
      }
      expect(seen).toEqual(wanted)
      expect(plain.statistics?.().hits).toBe(0)
    }),
    { numRuns: 100 },
  )
})
