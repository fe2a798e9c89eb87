import { contract } from '@scopegate/testing/fleet/contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Asked, billOf } from './bill.ts'

const numbers = fc.integer({ min: 0, max: 1_000_000_000 })
const anything = fc.record({ users: numbers, machines: fc.integer({ min: 0, max: 1_000_000 }), tokenRequests: numbers })

test.each([
  [10_000, 0, 0, 200],
  [10_001, 0.0055, 0.015, 200.02],
  [100_000, 495, 1350, 2000],
  [100_001, 495.0046, 1350.015, 2000.02],
  [950_000, 4405, 14_100, 19_000],
  [1_000_001, 4635.00325, 14_850.015, 20_000.02],
])('%i users cost %f, %f and %f dollars by plan', (users, ...dollars) => {
  const { plans } = billOf(contract, { users })
  expect(plans.map(({ usersMicroUsd }) => usersMicroUsd)).toEqual(dollars.map((each) => Math.round(each * 1_000_000)))
})

test.each([
  [250_000, 562_500_000],
  [250_001, 562_501_500],
  [5_000_000, 562_500_000 + 4_750_000 * 1500],
  [5_000_001, 562_500_000 + 4_750_000 * 1500 + 1125],
])('%i token requests cost %i micro-dollars', (tokenRequests, microUsd) => {
  expect(billOf(contract, { users: 0, tokenRequests }).tokenRequestsMicroUsd).toBe(microUsd)
})

test('a total is the sum of its parts, exactly', () => {
  fc.assert(
    fc.property(anything, (asked) => {
      const { plans, tokenRequestsMicroUsd } = billOf(contract, asked)
      for (const { usersMicroUsd, totalMicroUsd } of plans) {
        expect(BigInt(totalMicroUsd)).toBe(BigInt(usersMicroUsd) + BigInt(tokenRequestsMicroUsd))
        expect(Number.isSafeInteger(totalMicroUsd)).toBe(true)
      }
    }),
  )
})

test.each(['users', 'machines', 'tokenRequests'] as const)('more %s never make a plan cheaper', (field) => {
  fc.assert(
    fc.property(anything, fc.integer({ min: 1, max: 1000 }), (asked, more) => {
      const totals = (each: Asked) => billOf(contract, each).plans.map(({ totalMicroUsd }) => totalMicroUsd)
      const before = totals(asked)
      const after = totals({ ...asked, [field]: asked[field] + more })
      after.forEach((total, index) => expect(total).toBeGreaterThanOrEqual(before[index] ?? Number.NaN))
    }),
  )
})

test('more machines need more token requests', () => {
  const requests = (machines: number) => billOf(contract, { users: 0, machines }).tokenRequests
  for (const machines of [0, 1, 2, 3, 1000]) expect(requests(machines + 1)).toBeGreaterThan(requests(machines))
})

test('Lite cannot run the contract', () => {
  const { plans, accessTokensMicroUsd } = billOf(contract, { users: 50_000 })
  expect(plans.map(({ plan, runsContract }) => [plan, runsContract])).toEqual([
    ['Lite', false],
    ['Essentials', true],
    ['Plus', true],
  ])
  expect(accessTokensMicroUsd).toBe(380_000_000)
})
