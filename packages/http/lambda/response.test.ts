import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { LightResponse, plainAnswer } from './response.ts'

type Given = ConstructorParameters<typeof Response>

/** All that an adapter and a handler see of a response, or that it was refused. */
async function seen(Class: typeof Response, [body, init]: Given): Promise<unknown> {
  try {
    const response = new Class(body, init)
    const plain = plainAnswer(response)
    const { status, headers } = response
    const facts = {
      status,
      headers: Object.fromEntries(headers),
      body: Buffer.from(await response.arrayBuffer()).toString(),
    }
    // What the adapter takes as it was given must be what the response says of itself.
    return { ...facts, cookies: headers.getSetCookie(), plain: plain ?? facts }
  } catch (error) {
    return error instanceof Error ? error.name : 'thrown'
  }
}

const name = fc.constantFrom(
  'content-type',
  'Content-Type',
  'x-a',
  'X-A',
  'set-cookie',
  'a b',
  'é',
  'content-encoding',
  '',
)
const value = fc.oneof(
  fc.constantFrom(
    'application/json',
    'application/problem+json; charset=utf-8',
    'text/plain',
    ' a\t',
    'a\r\nb',
    '\n',
    'é',
    '€',
    'a\0',
  ),
  fc.string(),
)
const init = fc.option(
  fc.record(
    {
      status: fc.oneof(fc.constantFrom(200, 201, 204, 304, 404, 599, 600, 199, 100, Number.NaN, 200.5), fc.integer()),
      statusText: fc.constantFrom('OK', 'é', 'a\nb'),
      headers: fc.oneof(
        fc.dictionary(name, value),
        fc.constant({ 'content-type': 'application/json', 'x-a': 'a', 'X-A': 'b' }),
        fc.dictionary(name, value, { maxKeys: 2 }).map((more) => ({ 'content-type': 'application/json', ...more })),
        fc.dictionary(fc.constantFrom('content-type', 'x-a'), fc.constantFrom('application/json', 'b')),
        fc.array(fc.tuple(name, value)),
      ),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
)
const body = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(null, undefined, '\ud800', '\ufeff{}', new Uint8Array([255])),
)

test('any response is the same as one of Node’s', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(body, init), async (given) => {
      // The cast is the point: what a program may give, typed or not.
      expect(await seen(LightResponse, given as Given)).toEqual(await seen(Response, given as Given))
    }),
    { numRuns: 2000 },
  )
})

const json = { status: 201, headers: { 'content-type': 'application/json', ETag: '"1"' } }

test('an answer of JSON is kept as it was given, until somebody looks into it', () => {
  const response = new LightResponse('{}', json)
  const answer = { status: 201, headers: { 'content-type': 'application/json', etag: '"1"' }, body: '{}' }
  expect([response.status, plainAnswer(response)]).toEqual([201, answer])
  response.headers.set('etag', '"2"')
  expect([plainAnswer(response), response.headers.get('etag')]).toEqual([undefined, '"2"'])
})

test('it passes for the class that it stands for', async () => {
  const response = new LightResponse('{}', json)
  expect([response instanceof LightResponse, Object(1) instanceof LightResponse]).toEqual([true, false])
  expect(new Response() instanceof LightResponse).toBe(true)
  expect(await LightResponse.json({ a: 1 }).json()).toEqual({ a: 1 })
  class Own extends LightResponse {
    readonly own = true
  }
  expect(new Own('x')).toMatchObject({ own: true, status: 200 })
  expect(await response.clone().json()).toEqual({})
  expect(await Promise.resolve(response)).toBe(response)
})
