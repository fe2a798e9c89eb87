import type { Contract } from '@scopegate/contract/contract'
import type { MachineClientSpec } from '@scopegate/contract/shape'
import { contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { expectedTokenRequests, machinesOf, renewals } from './usage.ts'

/** The contract with machines whose tokens live so many minutes. */
function withMachines(...lives: readonly number[]): Contract {
  const { org, role, scopes } = { org: 'org_north', role: 'partner', scopes: [] }
  const clients = lives.map((accessTokenMinutes, index): [string, MachineClientSpec<string, string>] => [
    `machine-${index}`,
    { kind: 'machine', description: 'A machine', scopes, accessTokenMinutes, org, role },
  ])
  const partner = { description: '', org: 'required', mfa: 'optional', roles: [role] } as const
  return { ...contract, pools: { partner: { ...partner, clients: Object.fromEntries(clients) } } }
}

test.each([
  [60, 974],
  [5, 11_680],
  [1440, 41],
  // 43,800 minutes are exactly 40 times 1,095.
  [1460, 40],
])('a token of %i minutes is renewed %i times in a month', (minutes, times) => {
  expect(renewals(minutes)).toBe(times)
})

test('the machines are the contract’s', () => {
  expect(machinesOf(contract)).toEqual(['north-fulfilment', 'south-kiosk'])
  expect(expectedTokenRequests(contract, 2)).toBe(2 * 974)
})

test('the busiest machines come first, and unknown ones are as busy as the busiest', () => {
  const machines = withMachines(60, 5)
  expect([0, 1, 2, 4].map((count) => expectedTokenRequests(machines, count))).toEqual([
    0,
    11_680,
    11_680 + 974,
    11_680 * 3 + 974,
  ])
})

test('a contract without machines has Cognito’s own token life for those that are asked about', () => {
  expect(expectedTokenRequests(withMachines(), 0)).toBe(0)
  expect(expectedTokenRequests(withMachines(), 3)).toBe(3 * 974)
})
