/**
 * Everything that is asked of a contract, computed once: what a scope is called in a token, who may hold it, which pool a
 * client belongs to, what each pool's API exposes. Linear in the contract's size.
 */

import { clientKinds } from './client-kinds.ts'
import type { Contract } from './contract.ts'
import { effectiveAmong } from './grants.ts'
import { memoize } from './memoize.ts'
import type { OperationSpec } from './operation.ts'
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

/** One who gets tokens: a role through one client, or a machine. */
export interface Holder {
  readonly kind: 'person' | 'machine'
  readonly pool: string
  readonly client: string
  readonly role: string
  /** The most that a token of theirs carries: client's ∩ role's. */
  readonly scopes: readonly string[]
}

/** An operation's row with its id. */
export interface NamedOperation {
  readonly id: string
  readonly operation: OperationSpec
}

/** The answers. Lists are in the contract's order. */
export interface ContractIndex {
  readonly contract: Contract
  readonly scopes: readonly NamedScope[]
  readonly clients: readonly NamedClient[]
  readonly operations: readonly NamedOperation[]
  /** Pool by pool: roles first, each through the pool's clients, then machines. */
  readonly holders: readonly Holder[]
  /** For each role, the scopes that a person with it may hold. */
  readonly scopesByRole: ReadonlyMap<string, readonly string[]>
  /** For each pool, the scopes that some client of it may hold: they decide what its API exposes. */
  readonly scopesByPool: ReadonlyMap<string, ReadonlySet<string>>
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
  /** Whether the pool's API carries the operation. */
  readonly exposes: (pool: string, operation: OperationSpec) => boolean
  /** The operations of a pool's API. */
  readonly operationsOf: (pool: string) => readonly NamedOperation[]
}

const noScopes: readonly string[] = []

/**
 * The index of a contract, computed at the first call and kept as long as the contract lives.
 *
 * @example
 * indexOf(contract).wireName('read:order') // 'orders/read:order'
 */
export const indexOf = memoize((contract: Contract): ContractIndex => {
  const scopes = namedScopes(contract)
  const byScope = new Map(scopes.map((row) => [row.scope, row]))
  const byWire = new Map(scopes.map((row) => [row.wire, row.scope]))
  const scopesByRole = rolesScopes(contract, scopes)
  const clients = namedClients(contract)
  const byClient = new Map(clients.map((client) => [client.name, client]))
  const held = new Map(clients.map((client) => [client, scopesHeldBy(client, contract, scopes, scopesByRole)]))
  const heldBy = (client: NamedClient): readonly string[] => held.get(client) ?? noScopes
  const clientsByPool = Map.groupBy(clients, ({ pool }) => pool)
  const pools = new Map(Object.entries(contract.pools))
  const scopesByPool = new Map(
    [...pools.keys()].map((pool) => [pool, new Set((clientsByPool.get(pool) ?? []).flatMap(heldBy))]),
  )
  const operations = Object.entries(contract.operations).map(([id, operation]) => ({ id, operation }))
  const exposes = (pool: string, { access }: OperationSpec): boolean =>
    access.kind === 'public' ? access.gateway.exposed : (scopesByPool.get(pool)?.has(access.scope) ?? false)
  return {
    contract,
    scopes,
    clients,
    operations,
    holders: [...pools].flatMap(([pool, { roles }]) =>
      holdersOfPool(pool, roles, clientsByPool.get(pool) ?? [], heldBy, scopesByRole),
    ),
    scopesByRole,
    scopesByPool,
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
    exposes,
    operationsOf: (pool) => operations.filter(({ operation }) => exposes(pool, operation)),
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

function holdersOfPool(
  pool: string,
  roles: readonly string[],
  clients: readonly NamedClient[],
  heldBy: (client: NamedClient) => readonly string[],
  byRole: ReadonlyMap<string, readonly string[]>,
): readonly Holder[] {
  const ofPeople = clients
    .filter(({ kind }) => clientKinds[kind].subject === 'person')
    .map((client) => ({ name: client.name, scopes: new Set(heldBy(client)) }))
  const people = roles.flatMap((role) => {
    const granted = new Set(byRole.get(role))
    return ofPeople.map(({ name, scopes }): Holder => {
      const held = effectiveAmong({ requested: 'as-allowed', client: scopes, role: granted })
      return { kind: 'person', pool, client: name, role, scopes: held }
    })
  })
  const machines = clients.flatMap((client): readonly Holder[] =>
    client.kind === 'machine'
      ? [{ kind: 'machine', pool, client: client.name, role: client.role, scopes: heldBy(client) }]
      : [],
  )
  return [...people, ...machines]
}
