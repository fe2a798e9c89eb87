/** What must not compile: a system that spreads the product's rows and lacks what they need. */
import { expect, test } from 'vitest'
import { accountOperations, accountServices, accountTables, defineContract, indexOf } from './index.ts'

const scope = { description: 'd', risk: 'low', roles: ['clerk'] } as const
const rest = {
  name: 'shop',
  problemTypes: 'tag:shop.example,2026:',
  roles: { clerk: { description: 'd' } },
  pools: {},
  tables: accountTables,
  services: accountServices,
} as const

test('a system that has the scopes of the product’s rows spreads them, and may write over their texts', () => {
  const contract = defineContract({
    ...rest,
    resourceServers: {
      account: { name: 'Account', scopes: { 'read:access': scope, 'read:profile': scope, 'write:org': scope } },
    },
    operations: { ...accountOperations, openOrg: { ...accountOperations.openOrg, summary: 'Open a shop' } },
  })
  expect(indexOf(contract).operations.map(({ id }) => id)).toEqual(['openOrg', 'getAccess', 'getProfile', 'getHealth'])
})

test('one that lacks a scope, the service or the table does not compile', () => {
  const resourceServers = { account: { name: 'Account', scopes: { 'read:access': scope, 'read:profile': scope } } }
  // @ts-expect-error nothing grants `write:org`
  defineContract({ ...rest, resourceServers, operations: { ...accountOperations } })
  const { openOrg: _, ...others } = accountOperations
  defineContract({ ...rest, resourceServers, operations: others })
  // @ts-expect-error no service implements them
  defineContract({ ...rest, services: {}, resourceServers, operations: others })
  // @ts-expect-error the service's table is none of the system's
  defineContract({ ...rest, tables: {}, resourceServers, operations: others })
})
