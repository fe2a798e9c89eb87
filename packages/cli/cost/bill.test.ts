import { contract } from '@scopegate/testing/fleet/contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Asked, billOf, type CostReport } from './bill.ts'
import { microUsd } from './money.ts'
import { PriceTable } from './price-table.ts'
import { prices } from './prices.ts'

const numbers = fc.integer({ min: 0, max: 1_000_000_000 })
const anything = fc.record({ users: numbers, machines: fc.integer({ min: 0, max: 1_000_000 }), tokenRequests: numbers })
/** Machine clients cost something here, so that a sum that forgets them shows. */
const paid: PriceTable = { ...prices, machineClients: { ...prices.machineClients, tiers: [{ upTo: null, usd: '6' }] } }

const usersOf = ({ plans }: CostReport) => Object.fromEntries(plans.map(({ plan, users }) => [plan, users.microUsd]))
const users = (count: number) => usersOf(billOf(contract, prices, { users: count }))

test('the prices that are built in have the form of a price file', () => {
  expect(PriceTable.parse(prices)).toEqual(prices)
})

test.each([
  [10_000, '0', '0', '200'],
  [10_001, '0.0055', '0.015', '200.02'],
  [100_000, '495', '1350', '2000'],
  [100_001, '495.0046', '1350.015', '2000.02'],
  [950_000, '4405', '14100', '19000'],
  [1_000_001, '4635.00325', '14850.015', '20000.02'],
])('%i users cost %s, %s and %s by plan', (count, lite, essentials, plus) => {
  // Larger amounts than one price may be: the text is split here.
  const amount = (text: string) => {
    const [whole = '', decimals = ''] = text.split('.')
    return Number(whole) * 1_000_000 + microUsd(`0.${decimals.padEnd(1, '0')}`)
  }
  expect(users(count)).toEqual({ Lite: amount(lite), Essentials: amount(essentials), Plus: amount(plus) })
})

test.each([
  [250_000, 562_500_000],
  [250_001, 562_501_500],
  [5_000_000, 562_500_000 + 4_750_000 * 1500],
  [5_000_001, 562_500_000 + 4_750_000 * 1500 + 1125],
])('%i token requests cost %i micro-dollars in every plan', (tokenRequests, microUsd) => {
  const { plans } = billOf(contract, prices, { users: 0, tokenRequests })
  expect(plans.map((plan) => plan.tokenRequests.microUsd)).toEqual([microUsd, microUsd, microUsd])
})

test('a total is the sum of its parts, exactly', () => {
  fc.assert(
    fc.property(anything, (asked) => {
      for (const plan of billOf(contract, paid, asked).plans) {
        const { users, machineClients, tokenRequests, totalMicroUsd } = plan
        const parts = [users, machineClients, tokenRequests].map((part) => BigInt(part.microUsd))
        expect(BigInt(totalMicroUsd)).toBe(parts.reduce((sum, part) => sum + part, 0n))
        expect(machineClients.microUsd).toBe(asked.machines * 6_000_000)
        expect(Number.isSafeInteger(totalMicroUsd)).toBe(true)
      }
    }),
  )
})

test.each(['users', 'machines', 'tokenRequests'] as const)('more %s never make a plan cheaper', (field) => {
  fc.assert(
    fc.property(anything, fc.integer({ min: 1, max: 1000 }), (asked, more) => {
      const totals = (each: Asked) => billOf(contract, paid, each).plans.map(({ totalMicroUsd }) => totalMicroUsd)
      const before = totals(asked)
      const after = totals({ ...asked, [field]: asked[field] + more })
      after.forEach((total, index) => expect(total).toBeGreaterThanOrEqual(before[index] ?? Number.NaN))
    }),
  )
})

test('more machines never need fewer token requests', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), (machines) => {
      const requests = (count: number) =>
        billOf(contract, prices, { users: 0, machines: count }).plans[0]?.tokenRequests.units ?? Number.NaN
      expect(requests(machines + 1)).toBeGreaterThan(requests(machines))
    }),
  )
})

test('access tokens cost over ID tokens what Essentials costs over Lite, and the machines play no part', () => {
  fc.assert(
    fc.property(anything, (asked) => {
      const { accessTokens, plans } = billOf(contract, paid, asked)
      const [lite, essentials] = plans
      expect(accessTokens.moreMicroUsd).toBe((essentials?.totalMicroUsd ?? 0) - (lite?.totalMicroUsd ?? 0))
    }),
  )
})

test('the difference is given for each user, where there are users', () => {
  const more = (count: number) => billOf(contract, prices, { users: count }).accessTokens
  expect(more(50_000)).toEqual({ moreMicroUsd: 380_000_000, morePerUserMicroUsd: 7600, sameUpToUsers: 10_000 })
  expect(more(0)).toMatchObject({ moreMicroUsd: 0, morePerUserMicroUsd: null })
})

test('Lite cannot run the contract', () => {
  const { plans } = billOf(contract, prices, { users: 1 })
  expect(plans.map(({ plan, runsContract }) => [plan, runsContract])).toEqual([
    ['Lite', false],
    ['Essentials', true],
    ['Plus', true],
  ])
})

test('a token for each call is set against renewing tokens', () => {
  const { tokenPerCall } = billOf(contract, prices, { users: 0, tokenRequests: 1000, calls: 300_000 })
  expect(tokenPerCall).toEqual({
    units: 300_000,
    freeUnits: 0,
    microUsd: 562_500_000 + 50_000 * 1500,
    moreMicroUsd: 562_500_000 + 50_000 * 1500 - 1000 * 2250,
  })
  expect(billOf(contract, prices, { users: 0 }).tokenPerCall).toBeNull()
})

test.each([
  [{ tokenRequests: 394_200_000 }, []],
  [{ tokenRequests: 394_200_001 }, ['The token requests average 151 a second']],
  [{ calls: 394_200_001 }, ['A token for each call averages 151 a second']],
  [{ peak: 150 }, []],
  [{ peak: 151 }, ['The busiest second has 151 token requests']],
])('%j warns of the quota that cannot be raised: %j', (asked, warnings) => {
  const told = billOf(contract, prices, { users: 0, ...asked }).warnings
  expect(told.map((warning) => warning.split(':')[0])).toEqual(warnings)
  for (const warning of told) expect(warning).toContain('takes 150 a second for an account in a region')
})
