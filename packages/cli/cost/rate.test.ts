import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { charge, sameUpTo, type Tier } from './rate.ts'

const lite: readonly Tier[] = [
  { upTo: 10, microUsd: 0 },
  { upTo: 100, microUsd: 55 },
  { upTo: null, microUsd: 46 },
]

const anyTiers = fc
  .uniqueArray(fc.record({ upTo: fc.integer({ min: 1, max: 300 }), microUsd: fc.integer({ min: 0, max: 99 }) }), {
    selector: ({ upTo }) => upTo,
    maxLength: 4,
  })
  .chain((tiers) =>
    fc
      .integer({ min: 0, max: 99 })
      .map((last): readonly Tier[] => [...tiers.sort((a, b) => a.upTo - b.upTo), { upTo: null, microUsd: last }]),
  )

/** Unit by unit. */
const slowly = (tiers: readonly Tier[], units: number) => {
  let sum = 0
  for (let unit = 1; unit <= units; unit += 1) {
    sum += tiers.find(({ upTo }) => upTo === null || unit <= upTo)?.microUsd ?? Number.NaN
  }
  return sum
}

test.each([
  [0, 0, 0],
  [9, 9, 0],
  [10, 10, 0],
  [11, 10, 55],
  [100, 10, 90 * 55],
  [101, 10, 90 * 55 + 46],
  [200, 10, 90 * 55 + 100 * 46],
])('%i units have %i free ones and cost %i: a tier ends with its last unit', (units, freeUnits, microUsd) => {
  expect(charge(lite, units)).toEqual({ units, freeUnits, microUsd })
})

test('a charge is the sum of what each unit costs', () => {
  fc.assert(
    fc.property(anyTiers, fc.integer({ min: 0, max: 400 }), (tiers, units) => {
      expect(charge(tiers, units).microUsd).toBe(slowly(tiers, units))
    }),
  )
})

test('one unit more never costs less', () => {
  fc.assert(
    fc.property(anyTiers, fc.integer({ min: 0, max: 400 }), (tiers, units) => {
      expect(charge(tiers, units + 1).microUsd).toBeGreaterThanOrEqual(charge(tiers, units).microUsd)
    }),
  )
})

test('two prices are the same up to just before the first number of units that they differ for', () => {
  fc.assert(
    fc.property(anyTiers, anyTiers, (one, other) => {
      const all = Array.from({ length: 401 }, (_, units) => units)
      const first = all.find((units) => charge(one, units).microUsd !== charge(other, units).microUsd)
      expect(sameUpTo(one, other)).toBe(first === undefined ? null : first - 1)
    }),
  )
})

test('a price never differs from itself', () => {
  expect(sameUpTo(lite, lite)).toBeNull()
})
