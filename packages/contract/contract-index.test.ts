import { contract } from '@scopegate/testing/fleet/contract'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Contract, clientKinds, indexOf, isOrgId } from './index.ts'

// The general type: the laws hold for any contract.
const fleet: Contract = contract
const index = indexOf(fleet)
const { clients, scopes } = index
const pools = Object.keys(fleet.pools)
const roles = Object.keys(fleet.roles)

const unique = (names: readonly string[]) => new Set(names).size === names.length

test('indexOf() computes once for each contract', () => {
  expect(indexOf(fleet)).toBe(index)
  expect(indexOf({ ...fleet })).not.toBe(index)
})

describe('names', () => {
  test('scopes are unique, short and in tokens, over all resource servers', () => {
    expect(unique(scopes.map(({ scope }) => scope))).toBe(true)
    expect(unique(scopes.map(({ wire }) => wire))).toBe(true)
  })

  test('clients are unique over all pools', () => {
    expect(unique(clients.map(({ name }) => name))).toBe(true)
  })

  test.each(scopes)('wireName() and scopeOfWire() undo each other for $scope', ({ scope, wire, resourceServer }) => {
    expect(index.wireName(scope)).toBe(wire)
    expect(wire).toBe(`${resourceServer}/${scope}`)
    expect(index.scopeOfWire(wire)).toBe(scope)
  })

  test.each(scopes)('$wire is what Cognito takes as a scope, and stays one word in a token', ({ scope, wire }) => {
    // CreateResourceServer: an identifier without blanks, a scope name without blank, slash, quote or backslash.
    expect(scope).toMatch(/^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{1,256}$/)
    expect(wire).toMatch(/^[\x21\x23-\x5b\x5d-\x7e]+$/)
  })

  test('names are taken exactly: no short name, other case, blank or member of an object', () => {
    for (const { scope, wire } of scopes) {
      for (const near of [scope, wire.toUpperCase(), ` ${wire}`, `${wire} `, `${wire}/`, `x/${scope}`]) {
        expect(index.scopeOfWire(near)).toBeUndefined()
      }
    }
    fc.assert(fc.property(fc.string(), (text) => index.scopeOfWire(text) === undefined))
    for (const member of ['constructor', '__proto__', 'toString', '']) {
      expect(index.scopeOfWire(member)).toBeUndefined()
      expect(index.clientNamed(member)).toBeUndefined()
      expect(index.poolNamed(member)).toBeUndefined()
      expect(index.scopesOfClient(member)).toEqual([])
      expect(index.scopesOfRole(member)).toEqual([])
      expect(() => index.wireName(member)).toThrow(`no scope \`${member}\``)
    }
  })

  test('clientNamed() gives each client with its own name and pool', () => {
    for (const client of clients) expect(index.clientNamed(client.name)).toBe(client)
    expect(new Set(clients.map(({ pool }) => pool))).toEqual(new Set(pools))
  })
})

describe('roles', () => {
  test.each(pools)('isRoleOf() takes the roles of %s and no other', (pool) => {
    expect(roles.filter((role) => index.isRoleOf(pool, role))).toEqual(fleet.pools[pool]?.roles)
    for (const other of ['', 'Owner', 'constructor', 'owner ']) expect(index.isRoleOf(pool, other)).toBe(false)
  })

  test.each(roles)('a %s may hold exactly the scopes whose rows name the role', (role) => {
    expect(index.scopesOfRole(role)).toEqual(scopes.flatMap((row) => (row.roles.includes(role) ? [row.scope] : [])))
  })
})

describe('clients', () => {
  test.each(clients)('$name may hold only scopes that exist, each once', ({ name }) => {
    const held = index.scopesOfClient(name)
    expect(unique(held)).toBe(true)
    expect(held.every((scope) => scopes.some((row) => row.scope === scope))).toBe(true)
    expect(held.length).toBeGreaterThan(0)
  })

  test.each(clients.filter((client) => client.scopes === 'pool-roles'))(
    '$name holds what the roles of its pool hold together, and nothing that none of them holds',
    ({ name, pool }) => {
      const held = (fleet.pools[pool]?.roles ?? []).flatMap(index.scopesOfRole)
      expect(new Set(index.scopesOfClient(name))).toEqual(new Set(held))
    },
  )

  test.each(clients.filter(({ kind }) => clientKinds[kind].subject === 'machine'))(
    '$name is a machine in a pool of organizations, with a role of that pool and a valid organization',
    (client) => {
      const { org, role } = { org: '', role: '', ...client }
      expect(index.poolNamed(client.pool)?.org).toBe('required')
      expect(index.isRoleOf(client.pool, role)).toBe(true)
      expect(isOrgId(org)).toBe(true)
    },
  )
})

describe('holders', () => {
  test('are each role through each client of people of its pool, and each machine', () => {
    const expected = clients.flatMap(({ name, pool, kind }) =>
      clientKinds[kind].subject === 'machine'
        ? [name]
        : (fleet.pools[pool]?.roles ?? []).map((role) => `${role}/${name}`),
    )
    const named = index.holders.map(({ kind, client, role }) => (kind === 'machine' ? client : `${role}/${client}`))
    expect(named.toSorted()).toEqual(expected.toSorted())
  })

  test.each(index.holders)('$role through $client holds no scope that its client may not', (holder) => {
    const most = index.scopesOfClient(holder.client)
    expect(holder.scopes.filter((scope) => !most.includes(scope))).toEqual([])
    if (holder.kind === 'machine') return
    expect(holder.scopes).toEqual(most.filter((scope) => index.scopesOfRole(holder.role).includes(scope)))
  })
})

describe.each(pools)('the API of the pool %s', (pool) => {
  test('carries exactly the operations whose scope some client of the pool may hold, and the exposed public ones', () => {
    const held = new Set(
      clients.filter((client) => client.pool === pool).flatMap(({ name }) => index.scopesOfClient(name)),
    )
    const expected = Object.entries(fleet.operations).flatMap(([id, { access }]) =>
      (access.kind === 'public' ? access.gateway.exposed : held.has(access.scope)) ? [id] : [],
    )
    expect(index.operationsOf(pool).map(({ id }) => id)).toEqual(expected)
    expect([...(index.scopesByPool.get(pool) ?? [])].toSorted()).toEqual([...held].toSorted())
  })
})
