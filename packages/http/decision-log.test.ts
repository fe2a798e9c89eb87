import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DecisionRecord, membersOf, newRecord, timestamp } from './decision-log.ts'

test('a moment is written as RFC 3339 has it, in whatever order moments come', () => {
  const near = fc.integer({ min: -3_000, max: 15_000 }).map((rest) => 1_790_000_000_000 + rest)
  const moment = fc.oneof(
    near,
    near.map((at) => at + 0.5),
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
  )
  fc.assert(
    fc.property(fc.array(moment, { minLength: 2 }), (moments) => {
      expect(moments.map(timestamp)).toEqual(moments.map((at) => new Date(at).toISOString()))
    }),
  )
})

test('a record is written as JSON.stringify writes it, whatever it holds', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a"b', 'a\\b', '\u2028', '\ud800', '\n', '</script>', ''),
  )
  const number = fc.oneof(fc.integer(), fc.double())
  const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
  const texts = {
    operation: text,
    pool: text,
    client: text,
    clientId: text,
    kind: text,
    sub: text,
    org: text,
    problem: text,
  }
  const record: fc.Arbitrary<DecisionRecord> = fc
    .record({
      event: fc.constant('decision' as const),
      at: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      requestId: text,
      method: text,
      decision: fc.constantFrom('allow', 'deny'),
      reason: text,
      rejection: maybe(fc.constant({ reason: 'expired', pool: 'a"', expiredAt: 1.5 } as const)),
      error: maybe(fc.constant({ name: 'Error', frames: ['at "x"'] })),
      status: number,
      durationMs: number,
    })
    .chain((fields) =>
      fc.record(texts, { requiredKeys: [] }).map((more) => ({ ...newRecord(0, '', ''), ...fields, ...more })),
    )
  fc.assert(
    fc.property(record, (each) => {
      expect(JSON.parse(`{${membersOf(each)}}`)).toEqual(JSON.parse(JSON.stringify(each)))
    }),
    { numRuns: 500 },
  )
})
