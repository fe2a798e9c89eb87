/**
 * Bad bodies, for every operation of the contract that takes one, through the real guard on a real database: each is
 * refused in words, and nothing changes.
 */

import { maximumBodyBytes } from '@scopegate/http'
import { beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from './support/merchant.ts'
import { useWorld } from './support/world.ts'
import { otherWrites, type Target, targetIn, type WriteSample, writeIds, writes } from './support/writes.ts'

const world = useWorld()
let target: Target
let before: unknown

beforeAll(async () => {
  target = await targetIn(world)
  before = await target.state()
})

interface Refusal {
  readonly code: string
  readonly errors?: readonly { readonly pointer: string }[]
}

/** Status, code and the fields that the answer names. */
async function refusalOf(answer: Response) {
  // The cast is safe: the kit's tests hold the shape of a problem.
  const { code, errors = [] } = (await answer.json()) as Refusal
  return { said: `${answer.status} ${code}`, pointers: [...new Set(errors.map(({ pointer }) => pointer))] }
}

const bytes = (...values: readonly number[]) => new Uint8Array(values)
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** A body that declares no length. */
const chunked = (text: string) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < text.length; at += 8_192)
        controller.enqueue(new TextEncoder().encode(text.slice(at, at + 8_192)))
      controller.close()
    },
  })

/** Not that the body is refused: a handler may read none. Only that whoever may call it is answered, and in words. */
test.for(otherWrites)('%s, which has no row, answers every bad body in words', async (id) => {
  const own = await targetIn(world)
  for (const bad of ['', '{', '[]', nested(40), bytes(0x7b, 0x22, 0xff, 0x7d), '{"__proto__":{}}', '{"x":"\\ud800"}']) {
    const { status } = await own.send(id, bad)
    expect([401, 403, 500]).not.toContain(status)
  }
})

describe.each(writeIds)('%s', (id) => {
  const { body, numbers, negative }: WriteSample = writes[id]
  const text = JSON.stringify(body)
  const [firstName = ''] = Object.keys(body)
  /** The body with one more member, as text: no object of ours could hold it twice, or hold `__proto__`. */
  const withMember = (name: string, value: string) => `${text.slice(0, -1)},${JSON.stringify(name)}:${value}}`
  /** The body with the field's value as this text. */
  const withValue = (field: string, value: string) =>
    `{${Object.entries(body)
      .map(([name, usual]) => `${JSON.stringify(name)}:${name === field ? value : JSON.stringify(usual)}`)
      .join()}}`

  test.each([
    ['nothing', ''],
    ['half of it', text.slice(0, -1)],
    ['it twice', text + text],
    ['a byte order mark before it', `\uFEFF${text}`],
    ['invalid UTF-8', bytes(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
    ['UTF-16', bytes(0x7b, 0x00, 0x7d, 0x00)],
    ['a number that JSON does not know', withMember('x', 'NaN')],
    ['nesting beyond the limit', withMember('x', nested(40))],
    ['nesting as deep as the body can be', nested(maximumBodyBytes / 2)],
  ])('is refused with 400 for %s', async (_, bad) => {
    expect((await refusalOf(await target.send(id, bad))).said).toBe('400 json_malformed')
    expect(await target.state()).toEqual(before)
  })

  test.each([
    ['of its own', () => withMember(firstName, JSON.stringify(body[firstName])), `/${firstName}`],
    ['spelled with escapes', () => withMember('x', '1').replace(/}$/, ',"\\u0078":2}'), '/x'],
    ['inside a field', () => withMember('x', '[{"y":1,"y":1}]'), '/x/0/y'],
  ])('is refused with 400 naming a name that comes twice, %s', async (_, bad, pointer) => {
    expect(await refusalOf(await target.send(id, bad()))).toEqual({ said: '400 json_malformed', pointers: [pointer] })
    expect(await target.state()).toEqual(before)
  })

  test.each([
    'org_id',
    'org',
    'status',
    'sub',
    'id',
    'version',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '',
  ])('is refused with 422 naming the field %j, which it does not know', async (name) => {
    for (const value of ['1', '{"amount":1}', 'null']) {
      const refused = await refusalOf(await target.send(id, withMember(name, value)))
      expect(refused).toEqual({ said: '422 input_invalid', pointers: [`/${name}`] })
    }
    expect(await target.state()).toEqual(before)
  })

  test('is refused with 400 naming the text that no store can hold: half of a surrogate pair', async () => {
    const texts = Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [name] : []))
    for (const name of texts) {
      const refused = await refusalOf(await target.send(id, withValue(name, '"\\ud800"')))
      expect(refused).toEqual({ said: '400 json_malformed', pointers: [`/${name}`] })
    }
    const unknown = await refusalOf(await target.send(id, withMember('x', '["\\udfff"]')))
    expect(unknown).toEqual({ said: '400 json_malformed', pointers: ['/x/0'] })
    expect(await target.state()).toEqual(before)
  })

  test.each(['[]', 'null', '"text"', '7', 'true', '[{}]'])('is refused with 422 for the body %s', async (bad) => {
    expect((await refusalOf(await target.send(id, bad))).said).toBe('422 input_invalid')
  })

  test('is refused with 413 for a body over the limit, declared or chunked, and reads one of the limit', async () => {
    const padded = (size: number) => text + ' '.repeat(size - text.length)
    const over = padded(maximumBodyBytes + 1)
    expect(await codeOf(await target.send(id, over, { 'content-length': `${over.length}` }))).toBe('413 body_too_large')
    expect(await codeOf(await target.send(id, chunked(over)))).toBe('413 body_too_large')
    const full = `${' '.repeat(maximumBodyBytes - 2)}[]`
    expect(await codeOf(await target.send(id, full))).toBe('422 input_invalid')
    expect(await target.state()).toEqual(before)
  })

  test('is refused with 415 for another content type', async () => {
    expect(await codeOf(await target.send(id, text, { 'content-type': 'text/plain' }))).toBe(
      '415 media_type_unsupported',
    )
  })

  const outside = ['0.5', '1e400', '-1e400', '1e300', '1000000001', '9007199254740993', '1e-7']
  const below = negative === undefined ? ['-1'] : ['-1000000001', '0', '-0']
  const wrong = ['"5"', '[5]', '{}', 'null', 'true', '""']
  test.each(numbers)('is refused with 422 naming /%s for what is no such number', async (field) => {
    for (const value of [...outside, ...below, ...wrong]) {
      const refused = await refusalOf(await target.send(id, withValue(field, value)))
      expect([value, refused]).toEqual([value, { said: '422 input_invalid', pointers: [`/${field}`] }])
    }
    expect(await target.state()).toEqual(before)
  })
})

test.each(['createRecharge', 'creditWallet'] as const)(
  '%s takes no amount of zero, however it is written',
  async (id) => {
    for (const zero of ['0', '-0', '0.0', '0e9']) {
      const body = JSON.stringify(writes[id].body).replace(/"amount":\d+/, `"amount":${zero}`)
      expect(await refusalOf(await target.send(id, body))).toEqual({ said: '422 input_invalid', pointers: ['/amount'] })
    }
  },
)

test('a whole number counts as one however it is written: 1.0, 1e0 and 10e-1 are 1', async () => {
  const own = await targetIn(world)
  for (const one of ['1.0', '1e0', '10e-1']) {
    const answer = await own.send('createRecharge', `{"account":"a","amount":${one},"currency":"EUR"}`)
    expect([answer.status, await answer.json()]).toEqual([201, expect.objectContaining({ amount: 1 })])
  }
})

test('a quantity of -0 is 0', async () => {
  const own = await targetIn(world)
  const answer = await own.send('putInventoryItem', '{"name":"Tea","quantity":-0}')
  expect([answer.status, await answer.text()]).toEqual([201, expect.stringContaining('"quantity":0,')])
})
