import type { Contract, OperationSpec } from '@scopegate/contract'
import { general as contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { callersOf } from './callers.ts'
import { operationsPage } from './operations-page.ts'

/** The contract with one operation changed. */
function changed(id: string, change: Partial<OperationSpec>): Contract {
  const operation = contract.operations[id]
  if (operation === undefined) throw new Error(`The contract has no ${id}`)
  return { ...contract, operations: { ...contract.operations, [id]: { ...operation, ...change } } }
}

const namesIn = (from: Contract, id: string) =>
  callersOf(from)
    .get(id)
    ?.map(({ name }) => name)

test('whoever holds the scope may call', () => {
  expect(namesIn(contract, 'getDeposit')).toEqual(['garage:owner', 'south-kiosk'])
  expect(namesIn(contract, 'openOrg')).toEqual(['admin:operator'])
})

test('a machine that holds the scope may not call what is for people', () => {
  expect(namesIn(changed('getDeposit', { callers: 'people' }), 'getDeposit')).toEqual(['garage:owner'])
})

test('whoever has an organization may not call what acts on the one in the path', () => {
  expect(namesIn(changed('getAccess', { tenancy: 'path' }), 'getAccess')).toEqual(['admin:operator', 'admin:support'])
})

test('whoever has no organization may not call what acts on the caller’s own', () => {
  expect(namesIn(changed('getAccess', { tenancy: 'caller' }), 'getAccess')).toEqual([
    'garage:owner',
    'garage:staff',
    'garage:viewer',
    'north-fulfilment',
    'south-kiosk',
  ])
})

test('a public operation has no callers of its own, and the page says that it is for everyone', () => {
  expect(callersOf(contract).has('getHealth')).toBe(false)
  expect(operationsPage(contract).text).toContain('- Who may call it: everyone, without a token\n')
})

test('the page says so when nobody may call an operation', () => {
  const dead = changed('getDeposit', { access: { kind: 'scope', scope: 'read:nothing' } })
  expect(operationsPage(dead).text).toContain('- Who may call it: nobody\n')
})
