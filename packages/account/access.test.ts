import type { Caller } from '@scopegate/http/caller'
import { operationsOf } from '@scopegate/scopes/exposure'
import { allClients, poolNamed, scopesOfClient } from '@scopegate/scopes/lookup'
import { operations } from '@scopegate/scopes/operations'
import { describe, expect, test } from 'vitest'
import { describeAccess } from './access.ts'

const now = 1_800_000_000_000

// Only the verifier makes callers; a test of a pure function makes its own.
const caller = (fields: object) =>
  ({ sub: 's', clientId: 'c', expiresAt: now / 1000 + 90, ...fields }) as unknown as Caller

const staff = caller({
  kind: 'user',
  pool: 'merchant',
  client: 'merchant-web',
  org: 'org_acme',
  role: 'staff',
  scopes: new Set(['read:access', 'read:inventory']),
})

test('describeAccess() says who calls, with which scopes, and until when', () => {
  const { operations: _, ...report } = describeAccess(staff, now + 500)
  expect(report).toEqual({
    kind: 'user',
    client: 'merchant-web',
    pool: 'merchant',
    org: 'org_acme',
    role: 'staff',
    scopes: ['read:inventory', 'read:access'],
    expires_at: '2027-01-15T08:01:30.000Z',
    expires_in: 90,
  })
})

test('describeAccess() names the scope that a refused operation needs, short and as a token carries it', () => {
  expect(describeAccess(staff, now).operations.refused).toContainEqual({
    id: 'createRecharge',
    method: 'POST',
    path: '/v1/recharges',
    code: 'scope_insufficient',
    scope: 'write:recharge',
    wire_scope: 'recharge/write:recharge',
  })
})

test('describeAccess() gives an operator no organization', () => {
  const operator = caller({
    kind: 'unbound',
    pool: 'admin',
    client: 'admin-portal',
    role: 'operator',
    scopes: new Set(),
  })
  expect(describeAccess(operator, now)).not.toHaveProperty('org')
})

test('an operation on the caller’s organization is refused to one who has none, whatever the scope', () => {
  const scopes = new Set(['read:inventory'])
  const operator = caller({ kind: 'unbound', pool: 'merchant', client: 'admin-portal', role: 'operator', scopes })
  const { allowed, refused } = describeAccess(operator, now).operations
  expect(allowed).toEqual([])
  expect(refused).toContainEqual(expect.objectContaining({ id: 'listInventory', code: 'caller_kind_refused' }))
})

test('a machine reads here that an operation is for people, whatever scope it holds', () => {
  const scopes = new Set(['read:profile'])
  const machine = caller({
    kind: 'machine',
    pool: 'merchant',
    client: 'merchant-app',
    org: 'org_acme',
    role: 'partner',
    scopes,
  })
  const { allowed, refused } = describeAccess(machine, now).operations
  expect(allowed).toEqual([])
  expect(refused).toContainEqual(expect.objectContaining({ id: 'getProfile', code: 'caller_kind_refused' }))
})

test('expires_in is never negative', () => {
  expect(describeAccess(staff, now + 600_000).expires_in).toBe(0)
})

describe.each(allClients)('the client $name', (client) => {
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
  const kind = poolNamed(client.pool).org === 'none' ? 'unbound' : 'user'
  const holder = (scopes: readonly string[]) =>
    caller({ kind, pool: client.pool, client: client.name, org: 'org_acme', role: 'owner', scopes: new Set(scopes) })

  test('sees exactly the operations of its pool’s API, each allowed or refused', () => {
    const { allowed, refused } = describeAccess(holder(scopesOfClient(client)), now).operations
    expect([...ids(allowed), ...ids(refused)].toSorted()).toEqual(operationsOf(client.pool).toSorted())
  })

  test('is allowed exactly the operations whose scope it holds', () => {
    const held: ReadonlySet<string> = new Set(scopesOfClient(client))
    const { allowed } = describeAccess(holder([...held]), now).operations
    const expected = operationsOf(client.pool).filter((id) => {
      const { access } = operations[id]
      return access.kind === 'public' || held.has(access.scope)
    })
    expect(ids(allowed)).toEqual(expected)
  })

  test('is allowed nothing without scopes', () => {
    expect(ids(describeAccess(holder([]), now).operations.allowed)).toEqual([])
  })
})
