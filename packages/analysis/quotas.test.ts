import { contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { quotaUses } from './quotas.ts'
import { tokenSizes } from './token-size.ts'

const used = (quota: string, where: string) =>
  quotaUses(contract).find((each) => each.quota === quota && each.where === where)?.used

test('a quota is counted where AWS counts it', () => {
  expect(used('resource-servers-per-pool', 'admin')).toBe(2)
  expect(used('scopes-per-resource-server', 'garage/account')).toBe(2)
  // Three identity scopes, four of the catalog.
  expect(used('scopes-per-client', 'admin-portal')).toBe(7)
  expect(used('routes-per-api', 'admin-api')).toBe(4)
  // The services account and rental.
  expect(used('integrations-per-api', 'admin-api')).toBe(2)
  expect(used('audiences-per-authorizer', 'partner-api')).toBe(2)
  expect(used('scopes-per-route', 'garage-api')).toBe(1)
})

test('a stack is counted with what carries it', () => {
  expect(used('outputs-per-template', 'Fleet')).toBe(3 * 3 + 5)
  expect(used('login-styles-per-pool', 'garage')).toBe(1)
  const [north, south] = ['north-fulfilment', 'south-kiosk'].map((name) => `"${name}":"${'0'.repeat(26)}"`)
  expect(used('parameter-bytes', 'partner')).toBe(`{${north},${south}}`.length)
  expect(used('function-variables', 'account')).toBeGreaterThan(5 * 26)
})

test('our contract exceeds none', () => {
  expect(quotaUses(contract).filter(({ used, limit }) => used > limit)).toEqual([])
})

const bytesOf = (client: string, role: string) =>
  tokenSizes(contract).find((size) => size.client === client && size.role === role)?.bytes ?? 0

test('a token grows with the scopes that it may carry', () => {
  expect(bytesOf('garage-web', 'owner')).toBeGreaterThan(bytesOf('garage-web', 'staff'))
  expect(bytesOf('garage-web', 'staff')).toBeGreaterThan(bytesOf('garage-web', 'viewer'))
})

test('a token’s size is stated for everybody who gets one', () => {
  expect(tokenSizes(contract)).toHaveLength(3 * 2 + 2 + 2)
})

test('a scope with a letter outside ASCII counts in bytes', () => {
  const server = { name: 'X', scopes: { 'read:é': { description: 'X', risk: 'low', roles: ['owner'] } } } as const
  const plain = { name: 'X', scopes: { 'read:e': { description: 'X', risk: 'low', roles: ['owner'] } } } as const
  const bytes = (x: typeof server | typeof plain) =>
    tokenSizes({ ...contract, resourceServers: { ...contract.resourceServers, x } })[0]?.bytes ?? 0
  expect(bytes(server)).toBeGreaterThan(bytes(plain))
})
