/**
 * Questions that the catalog answers: what a scope is called in a token, which scopes a role or a client may
 * hold, which pool a client belongs to. Everything here is computed from `catalog.ts`; nothing is stated twice.
 *
 * @module
 */

import type { ClientSpec, PoolSpec, ScopeSpec } from '@scopegate/contract/shape'
import {
  type ClientName,
  type PoolName,
  pools,
  type ResourceServer,
  type Role,
  resourceServers,
  roles,
  type Scope,
  type WireScope,
} from './catalog.ts'

/** One scope with its name in a token and the resource server it belongs to. */
export interface CatalogScope extends ScopeSpec<Role> {
  readonly scope: Scope
  readonly wire: WireScope
  readonly resourceServer: ResourceServer
}

/** One app client with its name and its pool. */
export type CatalogClient = ClientSpec<Scope, Role> & { readonly name: ClientName; readonly pool: PoolName }

/** `Object.keys` that keeps the literal keys. Safe for the catalog's closed literals only. */
const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[]

/** Every scope, in the catalog's order. */
export const allScopes: readonly CatalogScope[] = keysOf(resourceServers).flatMap((resourceServer) =>
  // The casts restore what Object.entries forgets: the keys of a resource server's scopes are Scope.
  Object.entries<ScopeSpec<Role>>(resourceServers[resourceServer].scopes).map(([scope, spec]) => ({
    ...spec,
    scope: scope as Scope,
    wire: `${resourceServer}/${scope}` as WireScope,
    resourceServer,
  })),
)

/** Every app client, in the catalog's order. */
export const allClients: readonly CatalogClient[] = keysOf(pools).flatMap((pool) =>
  Object.entries<ClientSpec<Scope, Role>>(pools[pool].clients).map(([name, spec]) => ({
    ...spec,
    name: name as ClientName,
    pool,
  })),
)

export const allPools: readonly PoolName[] = keysOf(pools)
export const allRoles: readonly Role[] = keysOf(roles)

const byScope = new Map(allScopes.map((row) => [row.scope, row]))
const byWire = new Map<string, Scope>(allScopes.map((row) => [row.wire, row.scope]))
const byClient = new Map<string, CatalogClient>(allClients.map((client) => [client.name, client]))

/** The name of a scope in a token: `read:inventory` is `inventory/read:inventory`. */
export function wireName(scope: Scope): WireScope {
  const row = byScope.get(scope)
  if (row === undefined) throw new Error(`The catalog has no scope \`${scope}\``)
  return row.wire
}

/** The scope that a wire name stands for; `undefined` for a name that the catalog does not know. */
export const scopeOfWire = (wire: string): Scope | undefined => byWire.get(wire)

/** The client of that name; `undefined` for a name that the catalog does not know. */
export const clientNamed = (name: string): CatalogClient | undefined => byClient.get(name)

/** A pool's row with the general type, for code that treats all pools alike. */
export const poolNamed = (pool: PoolName): PoolSpec<Scope, Role> => pools[pool]

export const isPoolName = (name: string): name is PoolName => Object.hasOwn(pools, name)

/** Whether the value is a role that this pool may issue: a role of another pool is none here. */
export function isRoleOf(pool: PoolName, value: string): value is Role {
  const known: readonly string[] = pools[pool].roles
  return known.includes(value)
}

/** The scopes that a person with this role may hold. */
export const scopesOfRole = (role: Role): readonly Scope[] =>
  allScopes.filter((row) => row.roles.includes(role)).map((row) => row.scope)

/** The most that a token of this client may hold. */
export function scopesOfClient(client: CatalogClient): readonly Scope[] {
  if (client.scopes !== 'pool-roles') return client.scopes
  const held = new Set(poolNamed(client.pool).roles.flatMap(scopesOfRole))
  return allScopes.filter((row) => held.has(row.scope)).map((row) => row.scope)
}
