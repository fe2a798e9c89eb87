import { isOrgId } from '@scopegate/contract/org'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pools, type Role, type Scope } from './catalog.ts'
import {
  allClients,
  allPools,
  allRoles,
  allScopes,
  clientNamed,
  isPoolName,
  isRoleOf,
  poolNamed,
  scopeOfWire,
  scopesOfClient,
  scopesOfRole,
  wireName,
} from './lookup.ts'
import { operationIds, operations } from './operations.ts'

const unique = (names: readonly string[]) => new Set(names).size === names.length

describe('names', () => {
  test('scopes are unique, short and in tokens, over all resource servers', () => {
    expect(unique(allScopes.map(({ scope }) => scope))).toBe(true)
    expect(unique(allScopes.map(({ wire }) => wire))).toBe(true)
  })

  test('clients are unique over all pools', () => {
    expect(unique(allClients.map(({ name }) => name))).toBe(true)
  })

  test.each(allScopes)('wireName() and scopeOfWire() undo each other for $scope', ({ scope, wire, resourceServer }) => {
    expect(wireName(scope)).toBe(wire)
    expect(wire).toBe(`${resourceServer}/${scope}`)
    expect(scopeOfWire(wire)).toBe(scope)
  })

  test.each(allScopes)('$wire is what Cognito takes as a scope, and stays one word in a token', ({ scope, wire }) => {
    // CreateResourceServer: an identifier without blanks, a scope name without blank, slash, quote or backslash.
    expect(scope).toMatch(/^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{1,256}$/)
    expect(wire).toMatch(/^[\x21\x23-\x5b\x5d-\x7e]+$/)
  })

  test('scopeOfWire() takes exact names only: no short name, other case, blank or member of an object', () => {
    for (const { scope, wire } of allScopes) {
      for (const near of [scope, wire.toUpperCase(), ` ${wire}`, `${wire} `, `${wire}/`, `x/${scope}`]) {
        expect(scopeOfWire(near)).toBeUndefined()
      }
    }
    fc.assert(fc.property(fc.string(), (text) => scopeOfWire(text) === undefined))
    for (const member of ['constructor', '__proto__', 'toString', '']) {
      expect(scopeOfWire(member)).toBeUndefined()
      expect(clientNamed(member)).toBeUndefined()
      expect(isPoolName(member)).toBe(false)
    }
  })

  test('clientNamed() gives each client with its own name and pool', () => {
    for (const client of allClients) expect(clientNamed(client.name)).toBe(client)
    expect(new Set(allClients.map(({ pool }) => pool))).toEqual(new Set(allPools))
    for (const pool of allPools) expect(isPoolName(pool)).toBe(true)
  })
})

describe('roles', () => {
  test.each(allPools)('isRoleOf() takes the roles of %s and no other', (pool) => {
    const own = allRoles.filter((role) => isRoleOf(pool, role))
    expect(new Set<Role>(own)).toEqual(new Set<Role>(pools[pool].roles))
    for (const other of ['', 'Owner', 'constructor', 'owner ']) expect(isRoleOf(pool, other)).toBe(false)
  })

  test.each(allRoles)('a %s may hold exactly the scopes whose rows name the role', (role) => {
    expect(scopesOfRole(role)).toEqual(
      allScopes.flatMap((row) => ([...row.roles].some((name) => name === role) ? [row.scope] : [])),
    )
  })

  test('no role is issued by two pools, so that a role of one context means nothing in another', () => {
    expect(unique(allPools.flatMap((pool) => poolNamed(pool).roles))).toBe(true)
  })
})

describe('clients', () => {
  test.each(allClients)('$name may hold only scopes that exist, each once', (client) => {
    const held = scopesOfClient(client)
    expect(unique(held)).toBe(true)
    expect(held.every((scope) => allScopes.some((row) => row.scope === scope))).toBe(true)
    expect(held.length).toBeGreaterThan(0)
  })

  test.each(allClients.filter(({ scopes }) => scopes === 'pool-roles'))(
    '$name holds what the roles of its pool hold together, and nothing that none of them holds',
    (client) => {
      const roles = poolNamed(client.pool).roles
      expect(new Set(scopesOfClient(client))).toEqual(new Set(roles.flatMap(scopesOfRole)))
    },
  )

  test.each(allClients.filter(({ kind }) => kind === 'machine'))(
    '$name is a machine in a pool of organizations, with a role of that pool and a well-formed organization',
    (client) => {
      const { org, role } = { org: '', role: '', ...client }
      expect(poolNamed(client.pool).org).toBe('required')
      expect(isRoleOf(client.pool, role)).toBe(true)
      expect(isOrgId(org)).toBe(true)
    },
  )

  test('a machine holds no scope of an operation on an organization that the path names', () => {
    const acrossOrgs = operationIds.flatMap((id): readonly Scope[] => {
      const { access, tenancy } = operations[id]
      return access.kind === 'scope' && tenancy === 'path' ? [access.scope] : []
    })
    const machines = allClients.filter(({ kind }) => kind === 'machine').flatMap(scopesOfClient)
    expect(acrossOrgs).not.toEqual([])
    expect(machines.filter((scope) => acrossOrgs.includes(scope))).toEqual([])
  })

  test('every client and every role that people have may ask what its token can do', () => {
    for (const client of allClients) expect(scopesOfClient(client)).toContain('read:access')
    const people = new Set(allClients.flatMap(({ kind, pool }) => (kind === 'machine' ? [] : poolNamed(pool).roles)))
    for (const role of people) expect(scopesOfRole(role)).toContain('read:access')
  })
})

test('people who may act on every organization sign in with more than a password', () => {
  const acrossOrgs = allPools.filter((pool) => poolNamed(pool).org === 'none')
  expect(acrossOrgs).not.toEqual([])
  for (const pool of acrossOrgs) expect(poolNamed(pool).mfa).toBe('required')
})
