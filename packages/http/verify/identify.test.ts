import { type Contract, indexOf } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { clientOf } from '../testing/trust.ts'
import { identify } from './identify.ts'

test('a machine’s role must be the one that its row in the contract has now, not just one of its pool', () => {
  const north = clientOf('north-fulfilment')
  if (north.kind !== 'machine') throw new Error('The contract has changed')
  const claims = { payload: { org_id: north.org, role: north.role }, sub: 'id', clientId: 'id', expiresAt: 1 }
  expect(identify(contract, { ...claims, client: north }).kind).toBe('verified')
  const changed = { ...north, role: 'owner' as const }
  expect(identify(contract, { ...claims, client: changed })).toMatchObject({
    kind: 'unassigned',
    fault: 'role_invalid',
  })
})

test('an organization is unexpected where there are none, an empty one too: the trigger writes none at all', () => {
  const portal = clientOf('admin-portal')
  const claims = { sub: 'id', clientId: 'id', expiresAt: 1, client: portal }
  expect(identify(contract, { ...claims, payload: { role: 'operator' } }).kind).toBe('verified')
  const empty = identify(contract, { ...claims, payload: { role: 'operator', org_id: '' } })
  expect(empty).toMatchObject({ kind: 'unassigned', fault: 'org_unexpected' })
})

test('a machine in a pool without organizations is nobody: it must not pass for a person who belongs to none', () => {
  const { admin, ...pools } = contract.pools
  const robot = { ...contract.pools.partner.clients['north-fulfilment'], role: 'operator' } as const
  const odd: Contract = { ...contract, pools: { ...pools, admin: { ...admin, clients: { ...admin.clients, robot } } } }
  const client = indexOf(odd).clientNamed('robot')
  if (client === undefined) throw new Error('The contract has changed')
  const claims = { sub: 'id', clientId: 'id', expiresAt: 1, client }
  for (const [payload, fault] of [
    [{ role: 'operator' }, 'org_missing'],
    [{ role: 'operator', org_id: robot.org }, 'org_unexpected'],
  ] as const) {
    expect(identify(odd, { ...claims, payload })).toMatchObject({ kind: 'unassigned', fault })
  }
})
