/**
 * Who may hold what by a contract, computed once. All that the token trigger asks, which loads nothing more of the index: a
 * person waits for it.
 */
import type { Contract } from './contract.ts'
import { memoize } from './memoize.ts'
import type { ClientSpec, PoolSpec, ScopeSpec } from './shape.ts'

/** A scope's row with its names. */
export interface NamedScope extends ScopeSpec<string> {
  /** `read:order` */
  readonly scope: string
  /** `orders/read:order` */
  readonly wire: string
  readonly resourceServer: string
}

/** An app client's row with its name and its pool. */
export type NamedClient = ClientSpec<string, string> & { readonly name: string; readonly pool: string }

/** The answers. Lists are in the contract's order. */
export interface GrantIndex {
  readonly scopes: readonly NamedScope[]
  readonly clients: readonly NamedClient[]
  /** For each role, the scopes that a person with it may hold. */
  readonly scopesByRole: ReadonlyMap<string, readonly string[]>
  /** `orders/read:order` for `read:order`. @throws Error for a scope that the contract does not have */
  readonly wireName: (scope: string) => string
  /** The scope that a wire name stands for; `undefined` for a name that the contract does not have. */
  readonly scopeOfWire: (wire: string) => string | undefined
  readonly clientNamed: (name: string) => NamedClient | undefined
  readonly poolNamed: (name: string) => PoolSpec<string, string> | undefined
  /** Whether the pool may issue the role: a role of another pool is none here. */
  readonly isRoleOf: (pool: string, role: string) => boolean
  readonly scopesOfRole: (role: string) => readonly string[]
  /** The most that a token of the client may hold; empty for a client that the contract does not have. */
  readonly scopesOfClient: (name: string) => readonly string[]
}

const noScopes: readonly string[] = []

/** As {@link indexOf} gives them too. */
export const grantsOf = memoize((contract: Contract): GrantIndex => {
  const scopes = namedScopes(contract)
  const byScope = new Map(scopes.map((row) => [row.scope, row]))
  const byWire = new Map(scopes.map((row) => [row.wire, row.scope]))
  const scopesByRole = rolesScopes(contract, scopes)
  const clients = namedClients(contract)
  const byClient = new Map(clients.map((client) => [client.name, client]))
  const pools = new Map(Object.entries(contract.pools))
  const heldBy = memoize((client: NamedClient) => scopesHeldBy(client, contract, scopes, scopesByRole))
  return {
    scopes,
    clients,
    scopesByRole,
    wireName: (scope) => {
      const row = byScope.get(scope)
      if (row === undefined) throw new Error(`The contract has no scope \`${scope}\``)
      return row.wire
    },
    scopeOfWire: (wire) => byWire.get(wire),
    clientNamed: (name) => byClient.get(name),
    poolNamed: (name) => pools.get(name),
    isRoleOf: (pool, role) => pools.get(pool)?.roles.includes(role) ?? false,
    scopesOfRole: (role) => scopesByRole.get(role) ?? noScopes,
    scopesOfClient: (name) => {
      const client = byClient.get(name)
      return client === undefined ? noScopes : heldBy(client)
    },
  }
})

const namedScopes = ({ resourceServers }: Contract): readonly NamedScope[] =>
  Object.entries(resourceServers).flatMap(([resourceServer, server]) =>
    Object.entries(server.scopes).map(([scope, spec]) => ({
      ...spec,
      scope,
      wire: `${resourceServer}/${scope}`,
      resourceServer,
    })),
  )

const namedClients = ({ pools }: Contract): readonly NamedClient[] =>
  Object.entries(pools).flatMap(([pool, { clients }]) =>
    Object.entries(clients).map(([name, spec]) => ({ ...spec, name, pool })),
  )

function rolesScopes({ roles }: Contract, scopes: readonly NamedScope[]): ReadonlyMap<string, readonly string[]> {
  const held = new Map<string, string[]>(Object.keys(roles).map((role) => [role, []]))
  for (const { scope, roles } of scopes) for (const role of roles) held.get(role)?.push(scope)
  return held
}

/** In the order of the client's list, or of the contract for what the roles of its pool hold. */
function scopesHeldBy(
  client: NamedClient,
  { pools }: Contract,
  scopes: readonly NamedScope[],
  byRole: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (client.scopes !== 'pool-roles') return client.scopes
  const held = new Set((pools[client.pool]?.roles ?? []).flatMap((role) => byRole.get(role) ?? noScopes))
  return scopes.flatMap(({ scope }) => (held.has(scope) ? [scope] : []))
}
