/** What this system demands of its own catalog, beyond the product's rules. */
import { clientKinds, indexOf } from '@scopegate/contract'
import { expect, test } from 'vitest'
import { contract } from './contract.ts'

const { clients, operations, scopesOfClient, scopesOfRole } = indexOf(contract)
const pools = Object.values(contract.pools)
const isMachine = ({ kind }: (typeof clients)[number]) => clientKinds[kind].subject === 'machine'

test('no role is issued by two pools, so that a role of one context means nothing in another', () => {
  const issued = pools.flatMap(({ roles }): readonly string[] => roles)
  expect(new Set(issued).size).toBe(issued.length)
})

test('a machine holds no scope of an operation on an organization that the path names', () => {
  const acrossOrgs = operations.flatMap(({ operation: { access, tenancy } }) =>
    access.kind === 'scope' && tenancy === 'path' ? [access.scope] : [],
  )
  const held = clients.filter(isMachine).flatMap(({ name }) => scopesOfClient(name))
  expect(acrossOrgs).not.toEqual([])
  expect(held.filter((scope) => acrossOrgs.includes(scope))).toEqual([])
})

test('every client and every role that people have may ask what its token can do', () => {
  for (const { name } of clients) expect(scopesOfClient(name)).toContain('read:access')
  const people = clients.filter((client) => !isMachine(client)).map(({ pool }) => pool)
  const roles = Object.entries(contract.pools).flatMap(([name, pool]) => (people.includes(name) ? pool.roles : []))
  for (const role of roles) expect(scopesOfRole(role)).toContain('read:access')
})

test('people who may act on every organization sign in with more than a password', () => {
  const acrossOrgs = pools.filter(({ org }) => org === 'none')
  expect(acrossOrgs).not.toEqual([])
  for (const { mfa } of acrossOrgs) expect(mfa).toBe('required')
})
