import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { maximumBodyBytes } from './body.ts'
import { deepestJson, jsonFault } from './strict-json.ts'

test.each([
  ['{"a":1,"a":1}', '/a'],
  ['{"a":1,"\\u0061":2}', '/a'],
  ['{"b":{"c":[1,{"d":1},{"d":1,"e":"x","d":2}]}}', '/b/c/2/d'],
  ['[[],[{"a":1,"a":1}]]', '/1/0/a'],
  ['{"":1,"":2}', '/'],
  ['{"a/b~c":1,"a/b~c":2}', '/a~1b~0c'],
  ['{"__proto__":1,"__proto__":2}', '/__proto__'],
  ['{"a":"}","b":"\\"","a":1}', '/a'],
  ['{"a":{"b":1},"b":2,"a":3}', '/a'],
  ['{ "amount" : 1 ,\n\t"amount" : 2 }', '/amount'],
])('jsonFault() names the name that comes twice in %s', (text, pointer) => {
  expect(jsonFault(text)).toEqual({ kind: 'duplicate_name', pointer })
})

test.each([
  ['{"name":"\\ud800"}', '/name'],
  ['{"name":"tea \\uDFFF!"}', '/name'],
  ['{"a":[1,{"b":"\\udc00\\ud800"}]}', '/a/1/b'],
  ['{"a":"\\ud83d\\ud83d\\ude00"}', '/a'],
  ['["ok","\\uD83D"]', '/1'],
  ['"\\ud800"', ''],
  ['{"\\ud800":1}', '/\ud800'],
])('jsonFault() names the text with half a character in %s', (text, pointer) => {
  expect(jsonFault(text)).toEqual({ kind: 'half_character', pointer })
})

test('jsonFault() finds half a character in any text that has one, however it is spelled, and in no other', () => {
  const unit = fc.integer({ min: 0, max: 0xffff })
  const escaped = (code: number, upper: boolean) => {
    const hex = code.toString(16).padStart(4, '0')
    return `\\u${upper ? hex.toUpperCase() : hex}`
  }
  fc.assert(
    fc.property(
      fc.array(fc.oneof(unit, fc.integer({ min: 0xd7f0, max: 0xe010 })), { maxLength: 6 }),
      fc.boolean(),
      (codes, upper) => {
        const text = `{"a":"${codes.map((code) => escaped(code, upper)).join('')}"}`
        const whole = String.fromCharCode(...codes).isWellFormed()
        expect(jsonFault(text)).toEqual(whole ? undefined : { kind: 'half_character', pointer: '/a' })
      },
    ),
  )
})

test.each([
  '{"a":"\\ud83d\\ude00"}',
  '{"a":"\\\\ud800"}',
  '{"a":{"a":{"a":1}},"b":{"a":1}}',
  '[{"a":1},{"a":1}]',
  '{"a":"a","b":"a"}',
  '["a","a"]',
  '{"a":"{\\"a\\":1,\\"a\\":2}"}',
  '{"a":1,"A":2,"á":3,"a ":4}',
  '{"a":["b","b"],"b":1}',
  '"a"',
  '7',
  'null',
  '{}',
  '[]',
])('jsonFault() finds nothing in %s', (text) => {
  expect(jsonFault(text)).toBeUndefined()
})

test('jsonFault() never faults what JSON.stringify() wrote', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      expect(jsonFault(JSON.stringify(value))).toBeUndefined()
    }),
  )
})

test('jsonFault() faults any object in which one member is repeated, at any depth', () => {
  const name = fc.string({ unit: 'binary', maxLength: 6 })
  const wrappers = fc.array(fc.constantFrom<[string, string]>(['[0,', ']'], ['{"w":', '}']), { maxLength: 5 })
  fc.assert(
    fc.property(
      name,
      fc.dictionary(name, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 }),
      wrappers,
      (twice, others, around) => {
        const members = Object.entries(others).filter(([other]) => other !== twice)
        const written = members.map(([each, value]) => `${JSON.stringify(each)}:${JSON.stringify(value)}`)
        const member = `${JSON.stringify(twice)}:[{}]`
        const text = around.reduce(
          (inner, [head, tail]) => head + inner + tail,
          `{${[member, ...written, member].join()}}`,
        )
        JSON.parse(text)
        expect(jsonFault(text)?.kind).toBe('duplicate_name')
      },
    ),
    { numRuns: 40 },
  )
})

test.each([
  ['[', ']'],
  ['{"a":', '}'],
])('jsonFault() takes %s nested to the limit and refuses one level more', (head, tail) => {
  const nested = (depth: number) => `${head.repeat(depth - 1)}${head === '[' ? '[]' : '{}'}${tail.repeat(depth - 1)}`
  expect(jsonFault(nested(deepestJson))).toBeUndefined()
  expect(jsonFault(nested(deepestJson + 1))?.kind).toBe('too_deep')
})

test('jsonFault() needs no stack for the deepest and the longest body that fits', () => {
  const half = maximumBodyBytes / 2
  const deepest = '['.repeat(half) + ']'.repeat(half)
  expect(JSON.parse(deepest)).toBeDefined()
  expect(jsonFault(deepest)?.kind).toBe('too_deep')
  expect(jsonFault(JSON.stringify('\\"'.repeat(half / 2)))).toBeUndefined()
  const many = `{${Array.from({ length: 8_000 }, (_, index) => `"${index}":1`).join()}}`
  expect(jsonFault(many)).toBeUndefined()
})
