/** Rows of the catalog that must not compile. See `contract.test.ts` for how this works. */

import type { ClientSpec, PoolSpec, ScopeSpec } from '@scopegate/contract/shape'
import type { Role, Scope } from '@scopegate/scopes/catalog'
import { expect, test } from 'vitest'

type Client = ClientSpec<Scope, Role>

test('a scope says which roles may hold it, by names that exist', () => {
  // @ts-expect-error nobody decided who may hold it
  const silent: ScopeSpec<Role> = { description: 'X', risk: 'low' }
  // @ts-expect-error no such role
  const typo: ScopeSpec<Role> = { description: 'X', risk: 'low', roles: ['ownr'] }
  expect([silent, typo]).toHaveLength(2)
})

test('a machine is bound to an organization and lists its scopes', () => {
  const machine = { kind: 'machine', description: 'X', accessTokenMinutes: 60, org: 'org_x', role: 'partner' } as const
  // @ts-expect-error a machine holds no role of people
  const everything: Client = { ...machine, scopes: 'pool-roles' }
  // @ts-expect-error a misspelt scope
  const typo: Client = { ...machine, scopes: ['read:inventry'] }
  const { org: _, ...unbound } = { ...machine, scopes: ['read:inventory'] as const }
  // @ts-expect-error no organization
  const free: Client = unbound
  expect([everything, typo, free]).toHaveLength(3)
})

test('a pool says whether its people belong to organizations', () => {
  // @ts-expect-error `org` is missing
  const pool: PoolSpec<Scope, Role> = { description: 'X', mfa: 'required', roles: ['owner'], clients: {} }
  expect(pool).toBeDefined()
})

test('a pool says whether a password is enough', () => {
  // @ts-expect-error `mfa` is missing
  const pool: PoolSpec<Scope, Role> = { description: 'X', org: 'none', roles: ['owner'], clients: {} }
  expect(pool).toBeDefined()
})
