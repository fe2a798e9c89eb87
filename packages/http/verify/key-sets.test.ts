import { keySetAnswer, newKey, type SigningKey, startServer, type TestServer } from '@scopegate/testing/issuer'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { outage, outcome } from '../testing/key-fetch.ts'
import { type KeySetOptions, KeySets, keySetDefaults } from './key-sets.ts'

let first: SigningKey
let second: SigningKey
let server: TestServer
let now: number

beforeAll(() => {
  first = newKey('first')
  second = newKey('second')
})
beforeEach(async () => {
  now = 1_000_000
  server = await startServer(await keySetAnswer(first))
})
afterEach(() => server.close())

const cache = (options: Partial<KeySetOptions> = {}) => new KeySets({ ...keySetDefaults, now: () => now, ...options })
const get = (keySets: KeySets, kid: string | undefined) => keySets.getJwk(server.url, { header: { kid } })

test('a key is fetched once and then comes from the cache', async () => {
  const keySets = cache()
  for (let turn = 0; turn < 5; turn += 1) expect(await outcome(get(keySets, 'first'))).toBe('key')
  expect(server.count()).toBe(1)
})

test('requests that arrive together share one fetch', async () => {
  const keySets = cache()
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, index) => outcome(get(keySets, index % 2 === 0 ? 'first' : `stranger-${index}`))),
  )
  expect(server.count()).toBe(1)
  expect(outcomes.filter((each) => each === 'key')).toHaveLength(25)
  expect(outcomes.filter((each) => each === 'unknown')).toHaveLength(25)
})

test('requests that arrive together share one failure, too', async () => {
  server.answer = outage
  const keySets = cache()
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome(get(keySets, 'first'))))
  expect(new Set(outcomes)).toEqual(new Set(['unavailable']))
  expect(server.count()).toBe(1)
})

describe('a key that is not in the cache', () => {
  test('is found by one more fetch after a rotation, and the old key stays good as long as it is published', async () => {
    const keySets = cache()
    await get(keySets, 'first')
    server.answer = await keySetAnswer(first, second)
    expect(await outcome(get(keySets, 'second'))).toBe('key')
    expect(await outcome(get(keySets, 'first'))).toBe('key')
    expect(server.count()).toBe(2)
  })

  test('causes at most one fetch for each cool-down, however many tokens name it', async () => {
    const keySets = cache()
    await get(keySets, 'first')
    for (let round = 1; round <= 3; round += 1) {
      for (let turn = 0; turn < 20; turn += 1) {
        expect(await outcome(get(keySets, `stranger-${turn}`))).toBe('unknown')
      }
      expect(server.count()).toBe(1 + round)
      now += keySetDefaults.coolDownMilliseconds
    }
  })

  test('does not disturb known keys during the cool-down', async () => {
    const keySets = cache()
    expect(await outcome(get(keySets, 'stranger'))).toBe('unknown')
    expect(await outcome(get(keySets, 'first'))).toBe('key')
    expect(server.count()).toBe(1)
  })

  test('is unavailable, not unknown, while the issuer is out', async () => {
    const keySets = cache()
    await get(keySets, 'first')
    server.answer = outage
    expect(await outcome(get(keySets, 'second'))).toBe('unavailable')
    expect(await outcome(get(keySets, 'second')), 'within the cool-down').toBe('unavailable')
    expect(await outcome(get(keySets, 'first')), 'a known key').toBe('key')
    expect(server.count()).toBe(2)
  })

  test('is unknown without a fetch when the token names none', async () => {
    expect(await outcome(get(cache(), undefined))).toBe('unknown')
    expect(server.count()).toBe(0)
  })
})

test('another key under an old name is told apart from the old one', async () => {
  const keySets = cache()
  const before = await get(keySets, 'first')
  server.answer = await keySetAnswer({ ...second, kid: 'first' })
  now += keySetDefaults.trustedForMilliseconds
  const after = await get(keySets, 'first')
  expect(after.equals(before)).toBe(false)
})

describe('an old set', () => {
  const background = () => new Promise<void>((resolve) => setImmediate(resolve))

  test('is refreshed in the background, and a withdrawn key is then refused', async () => {
    const keySets = cache()
    await get(keySets, 'first')
    server.answer = await keySetAnswer(second)
    now += keySetDefaults.refreshAfterMilliseconds
    expect(await outcome(get(keySets, 'first')), 'nobody waits').toBe('key')
    while ((await outcome(get(keySets, 'first'))) === 'key') await background()
    expect(await outcome(get(keySets, 'first'))).toBe('unknown')
    expect(await outcome(get(keySets, 'second'))).toBe('key')
  })

  test('keeps verifying through an outage, with one try for each cool-down, and ends after a day', async () => {
    const keySets = cache({ timeoutMilliseconds: 1_500 })
    await get(keySets, 'first')
    server.answer = outage
    now += keySetDefaults.refreshAfterMilliseconds
    for (let turn = 0; turn < 10; turn += 1) expect(await outcome(get(keySets, 'first'))).toBe('key')
    // The failure of the background try is what an unknown key waits for.
    expect(await outcome(get(keySets, 'second'))).toBe('unavailable')
    expect(await outcome(get(keySets, 'first'))).toBe('key')
    // Would wait for a second background try, if there were one.
    expect(await outcome(get(keySets, 'second'))).toBe('unavailable')
    expect(server.count()).toBe(2)
    now += keySetDefaults.trustedForMilliseconds
    expect(await outcome(get(keySets, 'first'))).toBe('unavailable')
  })
})
