import { describe, expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { maximumBodyBytes, readJson } from './body.ts'

const post = (
  body: string | Uint8Array<ArrayBuffer> | ReadableStream,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' })

const codeOf = (request: Request): Promise<string> =>
  readJson(request).then(
    () => 'read',
    (error: unknown) => (error instanceof Problem ? error.code : 'other'),
  )

describe('the content type', () => {
  test.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8"',
  ])('%j is read', async (type) => {
    expect(await readJson(post('{"a":1}', { 'content-type': type }))).toEqual({ a: 1 })
  })

  test.each([
    '',
    'text/plain',
    'text/json',
    'application/jsonp',
    'application/x-www-form-urlencoded',
    'application/merge-patch+json',
    'application/json; charset=latin1',
    'application/json, text/plain',
    'multipart/form-data; boundary=application/json',
  ])('%j is 415 and the body is left alone', async (type) => {
    const request = post('{"a":1}', { 'content-type': type })
    expect(await codeOf(request)).toBe('media_type_unsupported')
    expect(request.bodyUsed).toBe(false)
  })

  test('a content encoding is 415', async () => {
    expect(await codeOf(post('x', { 'content-type': 'application/json', 'content-encoding': 'gzip' }))).toBe(
      'media_type_unsupported',
    )
  })
})

describe('the size', () => {
  const json = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`

  test('of the limit is read, one byte more is 413', async () => {
    expect(await codeOf(post(json(maximumBodyBytes)))).toBe('read')
    expect(await codeOf(post(json(maximumBodyBytes + 1)))).toBe('body_too_large')
  })

  test('is refused by its declared length, before the body is read', async () => {
    const request = post('{}', { 'content-type': 'application/json', 'content-length': String(maximumBodyBytes + 1) })
    expect(await codeOf(request)).toBe('body_too_large')
    expect(request.bodyUsed).toBe(false)
  })

  test('is counted for a stream that declares no length, and its rest is not read', async () => {
    let chunks = 0
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        chunks += 1
        controller.enqueue(new Uint8Array(16_384).fill(0x20))
        if (chunks === 100) controller.close()
      },
    })
    expect(await codeOf(post(stream))).toBe('body_too_large')
    expect(chunks).toBeLessThan(10)
  })

  test('counts bytes and not characters', async () => {
    expect(await codeOf(post(JSON.stringify('é'.repeat(maximumBodyBytes / 2))))).toBe('body_too_large')
  })
})

test.each<[string, string | Uint8Array<ArrayBuffer>]>([
  ['nothing', ''],
  ['half an object', '{"a":'],
  ['two values', '{} {}'],
  ['single quotes', "{'a':1}"],
  ['a trailing comma', '{"a":1,}'],
  ['a byte order mark', '\uFEFF{}'],
  ['invalid UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ['an overlong encoding', new Uint8Array([0x22, 0xc0, 0xaf, 0x22])],
  ['UTF-16', new Uint8Array([0x7b, 0x00, 0x7d, 0x00])],
])('%s is 400 json_malformed', async (_, body) => {
  expect(await codeOf(post(body))).toBe('json_malformed')
})

test.each([
  ['is no JSON', '{', 'The body is not valid JSON'],
  ['has a name twice', '{"a":1,"a":2}', 'An object of the JSON has a name twice'],
  ['holds half a character', '{"a":"\\ud800"}', 'A text of the JSON holds half a character'],
  ['names half a character', '{"\\udfff":1}', 'A text of the JSON holds half a character'],
  ['is nested too deep', '['.repeat(33) + ']'.repeat(33), 'The JSON is nested too deep'],
])('the answer to a body that %s says just that', async (_, body, words) => {
  const error: unknown = await readJson(post(body)).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Problem)
  // Safe: just seen.
  const { options, row } = error as Problem
  expect(options.detail).toContain(words)
  expect(row.title).not.toMatch(/valid JSON/)
})
