import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dividedBy, exactUsd, microUsd, usd } from './money.ts'

const amounts = fc.integer({ min: 0, max: 3_000_000_000_000_000 })

test.each([
  ['0', 0],
  ['0.0055', 5500],
  ['0.001125', 1125],
  ['6', 6_000_000],
  ['1000.5', 1_000_500_000],
])('%s dollars are %i micro-dollars', (text, amount) => {
  expect(microUsd(text)).toBe(amount)
})

test.each([
  [0, '0.00'],
  [4_383_000, '4.38'],
  [4_384_999, '4.38'],
  [4_385_000, '4.39'],
  [999_995_000, '1,000.00'],
  [1_234_567_890_000, '1,234,567.89'],
  [-4_385_000, '-4.39'],
  [3_000_000_000_000_000, '3,000,000,000.00'],
])('%i micro-dollars are printed as %s, in cents', (amount, text) => {
  expect(usd(amount)).toBe(text)
})

test.each([
  [7600, '0.0076'],
  [0, '0.00'],
  [1_000_000, '1.00'],
  [1_000_001, '1.000001'],
  [-12_482, '-0.012482'],
])('%i micro-dollars are printed as %s where cents are too coarse', (amount, text) => {
  expect(exactUsd(amount)).toBe(text)
})

test('an amount that is printed with all its decimals reads as itself', () => {
  fc.assert(
    fc.property(amounts, (amount) => {
      const [whole = '', decimals = ''] = exactUsd(amount).replaceAll(',', '').split('.')
      return Number(whole) * 1_000_000 + Number(decimals.padEnd(6, '0')) === amount
    }),
  )
})

test('cents are the nearest to the amount, at any size', () => {
  fc.assert(
    fc.property(amounts, (amount) => {
      const cents = BigInt(usd(amount).replaceAll(/[,.]/g, ''))
      const away = cents * 10_000n - BigInt(amount)
      return away > -5000n && away <= 5000n
    }),
  )
})

test.each([
  [7, 2, 4],
  [5, 2, 3],
  [-5, 2, -2],
  [-7, 4, -2],
  [1, 3, 0],
  [0, 5, 0],
])('%i divided by %i is %i', (a, b, quotient) => {
  expect(dividedBy(a, b)).toBe(quotient)
})
