import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { timestamp } from './decision-log.ts'

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
