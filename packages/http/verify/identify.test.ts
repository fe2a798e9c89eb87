import { clientNamed } from '@scopegate/scopes/lookup'
import { expect, test } from 'vitest'
import { identify } from './identify.ts'

test('a machine’s role must be the one that its catalog entry has now, not just one of its pool', () => {
  const acme = clientNamed('acme-fulfilment')
  if (acme?.kind !== 'machine') throw new Error('The catalog has changed')
  const claims = { payload: { org_id: acme.org, role: acme.role }, sub: 'id', clientId: 'id', expiresAt: 1 }
  expect(identify({ ...claims, client: acme }).kind).toBe('verified')
  const changed = { ...acme, role: 'owner' as const }
  expect(identify({ ...claims, client: changed })).toMatchObject({ kind: 'unassigned', fault: 'role_invalid' })
})

test('an organization is unexpected where there are none, an empty one too: the trigger writes none at all', () => {
  const portal = clientNamed('admin-portal')
  if (portal === undefined) throw new Error('The catalog has changed')
  const claims = { sub: 'id', clientId: 'id', expiresAt: 1, client: portal }
  expect(identify({ ...claims, payload: { role: 'operator' } }).kind).toBe('verified')
  const empty = identify({ ...claims, payload: { role: 'operator', org_id: '' } })
  expect(empty).toMatchObject({ kind: 'unassigned', fault: 'org_unexpected' })
})
