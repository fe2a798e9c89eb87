import { indexOf } from '@scopegate/contract'
import type { Caller } from '@scopegate/http'
import { contract } from '@scopegate/testing/fleet/contract'
import { describe, expect, test } from 'vitest'
import { describeAccess } from './access.ts'

const now = 1_800_000_000_000

// Only the verifier makes callers; a test of a pure function makes its own.
const caller = (fields: object) =>
  ({ sub: 's', clientId: 'c', expiresAt: now / 1000 + 90, ...fields }) as unknown as Caller

const staff = caller({
  kind: 'user',
  pool: 'garage',
  client: 'garage-web',
  org: 'org_north',
  role: 'staff',
  scopes: new Set(['read:access', 'read:fleet']),
})

test('describeAccess() says who calls, with which scopes, and until when', () => {
  const { operations: _, ...report } = describeAccess(contract, staff, now + 500)
  expect(report).toEqual({
    kind: 'user',
    client: 'garage-web',
    pool: 'garage',
    org: 'org_north',
    role: 'staff',
    scopes: ['read:fleet', 'read:access'],
    expires_at: '2027-01-15T08:01:30.000Z',
    expires_in: 90,
  })
})

test('describeAccess() names the scope that a refused operation needs, short and as a token carries it', () => {
  expect(describeAccess(contract, staff, now).operations.refused).toContainEqual({
    id: 'createRental',
    method: 'POST',
    path: '/v1/rentals',
    code: 'scope_insufficient',
    scope: 'write:rental',
    wire_scope: 'rental/write:rental',
  })
})

test('describeAccess() gives a caller who belongs to no organization none', () => {
  const operator = caller({
    kind: 'unbound',
    pool: 'admin',
    client: 'admin-portal',
    role: 'operator',
    scopes: new Set(),
  })
  expect(describeAccess(contract, operator, now)).not.toHaveProperty('org')
})

test('an operation on the caller’s organization is refused to one who has none, whatever the scope', () => {
  const scopes = new Set(['read:fleet'])
  const operator = caller({ kind: 'unbound', pool: 'garage', client: 'admin-portal', role: 'operator', scopes })
  const { allowed, refused } = describeAccess(contract, operator, now).operations
  expect(allowed).toEqual([])
  expect(refused).toContainEqual(expect.objectContaining({ id: 'listFleet', code: 'caller_kind_refused' }))
})

test('a machine reads here that an operation is for people, whatever scope it holds', () => {
  const scopes = new Set(['read:profile'])
  const machine = caller({
    kind: 'machine',
    pool: 'garage',
    client: 'garage-app',
    org: 'org_north',
    role: 'partner',
    scopes,
  })
  const { allowed, refused } = describeAccess(contract, machine, now).operations
  expect(allowed).toEqual([])
  expect(refused).toContainEqual(expect.objectContaining({ id: 'getProfile', code: 'caller_kind_refused' }))
})

test('expires_in is never negative', () => {
  expect(describeAccess(contract, staff, now + 600_000).expires_in).toBe(0)
})

const { clients, operationsOf, poolNamed, scopesOfClient } = indexOf(contract)

describe.each(clients)('the client $name', (client) => {
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
  const kind = poolNamed(client.pool)?.org === 'none' ? 'unbound' : 'user'
  const holder = (scopes: readonly string[]) =>
    caller({ kind, pool: client.pool, client: client.name, org: 'org_north', role: 'owner', scopes: new Set(scopes) })

  test('sees exactly the operations of its pool’s API, each allowed or refused', () => {
    const { allowed, refused } = describeAccess(contract, holder(scopesOfClient(client.name)), now).operations
    expect([...ids(allowed), ...ids(refused)].toSorted()).toEqual(ids(operationsOf(client.pool)).toSorted())
  })

  test('is allowed exactly the operations whose scope it holds', () => {
    const held = new Set(scopesOfClient(client.name))
    const { allowed } = describeAccess(contract, holder([...held]), now).operations
    const expected = operationsOf(client.pool).filter(
      ({ operation: { access } }) => access.kind === 'public' || held.has(access.scope),
    )
    expect(ids(allowed)).toEqual(ids(expected))
  })

  test('is allowed nothing without scopes', () => {
    expect(ids(describeAccess(contract, holder([]), now).operations.allowed)).toEqual([])
  })
})
