/** Tokens of a key that is younger than the key set at hand, while a flood of invented keys uses up the fetches. */

import { keySetAnswer, newKey, type SigningKey, sign, startServer, type TestServer } from '@scopegate/testing/issuer'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { probe } from '../testing/probe.ts'
import { startTrust, type Trust } from '../testing/trust.ts'
import { KeySetUnavailable, KeyUnknown } from './key-set.ts'
import { KeySets, keySetDefaults } from './key-sets.ts'
import { createVerifier } from './verify.ts'

const { coolDownMilliseconds } = keySetDefaults
let first: SigningKey
let second: SigningKey
let trust: Trust
let server: TestServer
/** Milliseconds; starts on a whole second, as `iat` is counted. */
let now: number

beforeAll(async () => {
  first = newKey('first')
  second = newKey('second')
  trust = await startTrust()
})
afterAll(() => trust.server.close())
beforeEach(async () => {
  now = 1_000_000_000
  server = await startServer(await keySetAnswer(first))
})
afterEach(() => server.close())

const cache = () => new KeySets({ ...keySetDefaults, now: () => now })
/** What becomes of a token of this key, issued so many seconds ago. */
const ask = (keySets: KeySets, kid: string, { secondsAgo = 0 } = {}): Promise<string> =>
  keySets.getJwk(server.url, { header: { kid }, payload: { iat: now / 1000 - secondsAgo } }).then(
    () => 'key',
    (error: unknown) =>
      error instanceof KeyUnknown ? 'unknown' : error instanceof KeySetUnavailable ? error.name : 'other',
  )

test('a token of a key that was published during the cool-down is unavailable and then good, never unknown', async () => {
  const keySets = cache()
  expect(await ask(keySets, 'junk')).toBe('unknown')
  server.answer = await keySetAnswer(first, second)
  for (now += 1_000; now < 1_000_000_000 + coolDownMilliseconds; now += 1_000) {
    expect(await ask(keySets, 'second')).toBe('KeySetOlderThanToken')
    expect(await ask(keySets, 'first')).toBe('key')
  }
  expect(await ask(keySets, 'second')).toBe('key')
  expect(server.count()).toBe(2)
})

test('a flood of invented keys is refused with no more than a fetch for each cool-down', async () => {
  const keySets = cache()
  for (let round = 1; round <= 3; round += 1) {
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, turn) => ask(keySets, `junk-${round}-${turn}`)))
    // One was looked for; the others came too early to be told more than "not now".
    expect(outcomes.toSorted()).toEqual([...Array<string>(19).fill('KeySetOlderThanToken'), 'unknown'])
    for (let turn = 0; turn < 20; turn += 1) expect(await ask(keySets, `late-${turn}`)).toBe('KeySetOlderThanToken')
    expect(server.count()).toBe(round)
    now += coolDownMilliseconds
  }
})

test('the key that was looked for stays unknown during the cool-down: that it is asked again proves nothing new', async () => {
  const keySets = cache()
  for (let turn = 0; turn < 5; turn += 1) {
    expect(await ask(keySets, 'junk')).toBe('unknown')
    now += 1_000
  }
  expect(server.count()).toBe(1)
})

test('a token of a withdrawn key is unknown during the cool-down, too: it is older than the set', async () => {
  const keySets = cache()
  expect(await ask(keySets, 'junk')).toBe('unknown')
  // A clock that differs from the issuer's makes a token look older than it is; five seconds are allowed for.
  expect(await ask(keySets, 'withdrawn', { secondsAgo: 5 })).toBe('unknown')
  expect(await ask(keySets, 'withdrawn', { secondsAgo: 4 })).toBe('KeySetOlderThanToken')
})

test('over HTTP it is 503 with Retry-After, told apart in the log, and nothing passes', async () => {
  const { app, calls, lines } = probe(createVerifier(trust.contract, trust.pools))
  const get = async (kid: string) => {
    const claims = trust.claims('garage-web', { iat: Math.floor(Date.now() / 1000) })
    const token = await sign({ ...second, kid }, claims)
    const answer = await app.request('/v1/deposit', { headers: { authorization: `Bearer ${token}` } })
    return [answer.status, answer.headers.get('retry-after'), answer.headers.has('www-authenticate')]
  }
  expect(await get('junk')).toEqual([401, null, true])
  expect(await get('other')).toEqual([503, '5', false])
  expect(calls).toEqual([])
  const error: unknown = expect.objectContaining({ name: 'KeySetOlderThanToken' })
  expect(lines.at(-1)).toMatchObject({ decision: 'deny', reason: 'keys_unavailable', error })
})
