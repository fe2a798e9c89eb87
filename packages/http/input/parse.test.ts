import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import * as mini from 'zod/mini'
import { Problem } from '../problem.ts'
import { parse, parsePath, parseQuery } from './parse.ts'
import type { Schema } from './rule.ts'

const problemOf = (run: () => unknown): Problem => {
  try {
    run()
  } catch (error) {
    if (error instanceof Problem) return error
  }
  throw new Error('No problem was thrown')
}
const fieldsOf = (schema: Schema<unknown>, value: unknown) => problemOf(() => parse(schema, value)).options.fields
const context = (url: string, params: Record<string, string> = {}) => {
  const href = new URL(url, 'http://localhost').href
  return { req: { raw: new Request(href), url: href, param: () => params } }
}

const Adjustment = z.strictObject({
  delta: z.int().min(-10).max(10),
  reason: z.string().min(1).max(5).optional(),
  lines: z
    .array(z.strictObject({ plate: z.string().regex(/^[a-z]+$/) }))
    .max(2)
    .optional(),
})

test('what fits comes out typed', () => {
  expect(parse(Adjustment, { delta: 3 }).delta).toBe(3)
})

test('every broken field is named with its rule, at any depth', () => {
  expect(fieldsOf(Adjustment, { delta: 99, reason: '', lines: [{ plate: 'a' }, { plate: 'B' }], 'a/b~c': 1 })).toEqual([
    { pointer: '/delta', rule: 'Must be at most 10' },
    { pointer: '/reason', rule: 'Must be at least 1 characters' },
    { pointer: '/lines/1/plate', rule: 'Must match /^[a-z]+$/' },
    { pointer: '/a~1b~0c', rule: 'Is not known here: leave it out' },
  ])
})

test.each<[string, z.ZodType, unknown, string]>([
  ['missing', z.strictObject({ a: z.string() }), {}, 'Is required'],
  ['missing choice', z.strictObject({ a: z.enum(['x']) }), {}, 'Is required'],
  ['of another type', z.strictObject({ a: z.string() }), { a: 1 }, 'Must be of type string'],
  ['null', z.strictObject({ a: z.string() }), { a: null }, 'Must be of type string'],
  ['not whole', z.strictObject({ a: z.int() }), { a: 1.5 }, 'Must be of type int'],
  ['too small', z.strictObject({ a: z.number().positive() }), { a: 0 }, 'Must be more than 0'],
  ['too big', z.strictObject({ a: z.number().lt(5) }), { a: 5 }, 'Must be less than 5'],
  ['no multiple', z.strictObject({ a: z.number().multipleOf(5) }), { a: 3 }, 'Must be a multiple of 5'],
  ['no choice', z.strictObject({ a: z.enum(['x', 'y']) }), { a: 'z' }, 'Must be one of: x, y'],
  ['too long', z.strictObject({ a: z.array(z.int()).max(1) }), { a: [1, 2] }, 'Must be at most 1 items'],
  ['no address', z.strictObject({ a: z.email() }), { a: 'z' }, 'Must be of format email'],
  ['no alternative', z.strictObject({ a: z.union([z.int(), z.string()]) }), { a: [] }, 'Is not valid'],
  [
    'refused with words of its own',
    z.strictObject({ a: z.string().refine(() => false, 'Must rhyme') }),
    { a: 'z' },
    'Must rhyme',
  ],
])('a field that is %s gets its rule', (_, schema, value, rule) => {
  const [field] = fieldsOf(schema, value) ?? []
  expect(field?.pointer).toBe('/a')
  expect(field?.rule.startsWith(rule)).toBe(true)
})

test('a schema of zod/mini is parsed as one of zod is, in the same words', () => {
  const value = { delta: 99, reason: '', other: 1 }
  const schema = mini.strictObject({
    delta: mini.int().check(mini.minimum(-10), mini.maximum(10)),
    reason: mini.optional(mini.string().check(mini.minLength(1))),
    plate: mini.string(),
  })
  expect(fieldsOf(schema, value)).toEqual([
    { pointer: '/delta', rule: 'Must be at most 10' },
    { pointer: '/reason', rule: 'Must be at least 1 characters' },
    { pointer: '/plate', rule: 'Is required' },
    { pointer: '/other', rule: 'Is not known here: leave it out' },
  ])
  expect(parse(schema, { delta: 3, plate: 'B' }).plate).toBe('B')
})

test('a value that is no object at all is named by the empty pointer', () => {
  expect(fieldsOf(Adjustment, 7)).toEqual([{ pointer: '', rule: 'Must be of type object' }])
})

test.each(['__proto__', 'constructor', 'toString'])('the key %s is as unknown as any other', (key) => {
  const value: unknown = JSON.parse(`{"delta":1,"${key}":{"reason":"x"}}`)
  expect(fieldsOf(Adjustment, value)).toEqual([{ pointer: `/${key}`, rule: 'Is not known here: leave it out' }])
})

test('unknown names are cut and counted, so that an answer stays small', () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${'x'.repeat(100)}${index}`, 1]))
  const fields = fieldsOf(Adjustment, { delta: 1, ...many }) ?? []
  expect(fields).toHaveLength(100)
  expect(fields.every(({ pointer }) => pointer.length <= 65)).toBe(true)
})

describe('the query', () => {
  const Page = z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().optional(),
  })

  test('is parsed with its defaults', () => {
    expect(parseQuery(context('/x?limit=5'), Page)).toEqual({ limit: 5 })
    expect(parseQuery(context('/x'), Page)).toEqual({ limit: 20 })
  })

  test('names every parameter that breaks a rule, also unknown ones', () => {
    expect(
      problemOf(() => parseQuery(context('/x?limit=0&page=2'), Page)).options.fields?.map(({ pointer }) => pointer),
    ).toEqual(['/limit', '/page'])
  })

  test('refuses a parameter that comes twice', () => {
    const { code, options } = problemOf(() => parseQuery(context('/x?limit=5&limit=6'), Page))
    expect([code, options.fields]).toEqual(['input_invalid', [{ pointer: '/limit', rule: 'Must come once' }]])
  })
})

test('a path parameter that breaks its format is a thing that does not exist', () => {
  const Path = z.strictObject({ plate: z.string().regex(/^[a-z]+$/) })
  expect(parsePath(context('/x', { plate: 'tea' }), Path)).toEqual({ plate: 'tea' })
  expect(problemOf(() => parsePath(context('/x', { plate: 'T' }), Path)).code).toBe('not_found')
})
