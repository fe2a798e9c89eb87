/** What an issuer may answer when its key set is fetched, and what is made of it. */
import { jwkOf, keySetAnswer, newKey, type SigningKey, startServer, type TestServer } from '@scopegate/testing/issuer'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { outage, outcome } from '../testing/key-fetch.ts'
import { type KeySetOptions, KeySets, keySetDefaults } from './key-sets.ts'

let first: SigningKey
let second: SigningKey
let small: SigningKey
let server: TestServer
let now: number

beforeAll(() => {
  first = newKey('first')
  second = newKey('second')
  small = newKey('small', 1024)
})
beforeEach(async () => {
  now = 1_000_000
  server = await startServer(await keySetAnswer(first))
})
afterEach(() => server.close())

const cache = (options: Partial<KeySetOptions> = {}) => new KeySets({ ...keySetDefaults, now: () => now, ...options })
const get = (keySets: KeySets, kid: string) => keySets.getJwk(server.url, { header: { kid } })

describe('a set that cannot be fetched', () => {
  test('is never cached: after the cool-down it is fetched again', async () => {
    server.answer = outage
    const keySets = cache()
    expect(await outcome(get(keySets, 'first'))).toBe('unavailable')
    server.answer = await keySetAnswer(first)
    expect(await outcome(get(keySets, 'first')), 'within the cool-down').toBe('unavailable')
    expect(server.count()).toBe(1)
    now += keySetDefaults.coolDownMilliseconds
    expect(await outcome(get(keySets, 'first'))).toBe('key')
    expect(server.count()).toBe(2)
  })

  test('does not make keys unavailable any longer once it was fetched', async () => {
    server.answer = outage
    const keySets = cache()
    await outcome(get(keySets, 'first'))
    server.answer = await keySetAnswer(first)
    now += keySetDefaults.coolDownMilliseconds
    await get(keySets, 'first')
    expect(await outcome(get(keySets, 'stranger'))).toBe('unknown')
  })

  const body =
    (text: string, status = 200): TestServer['answer'] =>
    (_request, response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(text)

  test.each<[string, () => TestServer['answer'] | Promise<TestServer['answer']>]>([
    ['an error status', () => outage],
    ['a status without a body', () => (_request, response) => response.writeHead(204).end()],
    ['no JSON', () => body('<html>')],
    ['another JSON value', () => body('[]')],
    ['an empty set', () => body('{"keys":[]}')],
    ['a set of garbage', () => body('{"keys":[null,7,{"kid":"first"},{"kid":"first","kty":"RSA","n":"!","e":"!"}]}')],
    ['a key that is too short', async () => keySetAnswer(small)],
    ...Object.entries({
      'a key for encryption': { use: 'enc' },
      'a key for another algorithm': { alg: 'RS512' },
      'a key whose operation is encryption': { key_ops: ['encrypt'] },
      'a key that is for encryption, too': { key_ops: ['verify', 'encrypt'] },
      'a key for no operation': { key_ops: [] },
      'a key with the exponent 1': { e: 'AQ' },
      'a key with an even exponent': { e: 'AQAA' },
      'a private key': { d: 'AQAB' },
    }).map(([what, change]): [string, () => Promise<TestServer['answer']>] => [
      what,
      async () => body(JSON.stringify({ keys: [{ ...(await jwkOf(first)), ...change }] })),
    ]),
    ['a good set with an error status', async () => body(JSON.stringify({ keys: [await jwkOf(first)] }), 503)],
    [
      'a redirect to a good set',
      async () => {
        const good = await keySetAnswer(first)
        return (request, response) =>
          request.url === '/elsewhere'
            ? good(request, response)
            : response.writeHead(302, { location: '/elsewhere' }).end()
      },
    ],
    [
      'too many bytes',
      async () =>
        body(JSON.stringify({ keys: [await jwkOf(first)], padding: 'x'.repeat(keySetDefaults.maximumBytes) })),
    ],
    ['a connection that is cut', () => (request) => request.socket.destroy()],
  ])('is unavailable when the answer is %s', async (_, answer) => {
    server.answer = await answer()
    expect(await outcome(get(cache(), 'first'))).toBe('unavailable')
  })

  test('is unavailable when nobody listens', async () => {
    const gone = await startServer(outage)
    await gone.close()
    expect(await outcome(cache().getJwk(gone.url, { header: { kid: 'first' } }))).toBe('unavailable')
  })

  test.each<[string, TestServer['answer']]>([
    ['that never answers', () => undefined],
    ['that stops in the middle of the body', (_request, response) => void response.writeHead(200).write('{"keys":[')],
  ])('is unavailable after the time limit with an issuer %s', async (_, answer) => {
    server.answer = answer
    expect(await outcome(get(cache({ timeoutMilliseconds: 50 }), 'first'))).toBe('unavailable')
  })

  test('is cut off at the limit and not read to its end', async () => {
    let written = 0
    server.answer = (_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) written += 65_536
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    }
    expect(await outcome(get(cache(), 'first'))).toBe('unavailable')
    // The rest is what the socket's buffers hold.
    expect(written).toBeLessThan(20_000_000)
  })
})

test('keys that cannot be used are passed over beside one that can', async () => {
  const keys = [{ kty: 'EC', kid: 'ec' }, { ...(await jwkOf(second)), use: 'enc' }, await jwkOf(first)]
  server.answer = (_request, response) => response.writeHead(200).end(JSON.stringify({ keys }))
  const keySets = cache()
  expect(await outcome(get(keySets, 'first'))).toBe('key')
  expect(await outcome(get(keySets, 'second'))).toBe('unknown')
})
