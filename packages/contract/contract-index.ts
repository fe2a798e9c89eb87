/**
 * Everything that is asked of a contract, computed once: what a scope is called in a token, who may hold it, which pool a
 * client belongs to, what each pool's API exposes. Linear in the contract's size.
 */

import { clientKinds } from './client-kinds.ts'
import type { Contract } from './contract.ts'
import { type GrantIndex, grantsOf, type NamedClient } from './grant-index.ts'
import { effectiveAmong } from './grants.ts'
import { memoize } from './memoize.ts'
import type { OperationSpec } from './operation.ts'

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
export interface ContractIndex extends GrantIndex {
  readonly contract: Contract
  readonly operations: readonly NamedOperation[]
  /** Pool by pool: roles first, each through the pool's clients, then machines. */
  readonly holders: readonly Holder[]
  /** For each pool, the scopes that some client of it may hold: they decide what its API exposes. */
  readonly scopesByPool: ReadonlyMap<string, ReadonlySet<string>>
  /** Whether the pool's API carries the operation. */
  readonly exposes: (pool: string, operation: OperationSpec) => boolean
  /** The operations of a pool's API. */
  readonly operationsOf: (pool: string) => readonly NamedOperation[]
}

/**
 * The index of a contract, computed at the first call and kept as long as the contract lives.
 *
 * @example
 * indexOf(contract).wireName('read:order') // 'orders/read:order'
 */
export const indexOf = memoize((contract: Contract): ContractIndex => {
  const grants = grantsOf(contract)
  const heldBy = ({ name }: NamedClient) => grants.scopesOfClient(name)
  const clientsByPool = Map.groupBy(grants.clients, ({ pool }) => pool)
  const pools = Object.entries(contract.pools)
  const scopesByPool = new Map(pools.map(([pool]) => [pool, new Set((clientsByPool.get(pool) ?? []).flatMap(heldBy))]))
  const operations = Object.entries(contract.operations).map(([id, operation]) => ({ id, operation }))
  const exposes = (pool: string, { access }: OperationSpec): boolean =>
    access.kind === 'public' ? access.gateway.exposed : (scopesByPool.get(pool)?.has(access.scope) ?? false)
  return {
    ...grants,
    contract,
    operations,
    holders: pools.flatMap(([pool, { roles }]) => holdersOfPool(pool, roles, clientsByPool.get(pool) ?? [], grants)),
    scopesByPool,
    exposes,
    operationsOf: (pool) => operations.filter(({ operation }) => exposes(pool, operation)),
  }
})

function holdersOfPool(
  pool: string,
  roles: readonly string[],
  clients: readonly NamedClient[],
  { scopesOfClient, scopesOfRole }: GrantIndex,
): readonly Holder[] {
  const ofPeople = clients
    .filter(({ kind }) => clientKinds[kind].subject === 'person')
    .map((client) => ({ name: client.name, scopes: new Set(scopesOfClient(client.name)) }))
  const people = roles.flatMap((role) => {
    const granted = new Set(scopesOfRole(role))
    return ofPeople.map(({ name, scopes }): Holder => {
      const held = effectiveAmong({ requested: 'as-allowed', client: scopes, role: granted })
      return { kind: 'person', pool, client: name, role, scopes: held }
    })
  })
  const machines = clients.flatMap((client): readonly Holder[] =>
    client.kind === 'machine'
      ? [{ kind: 'machine', pool, client: client.name, role: client.role, scopes: scopesOfClient(client.name) }]
      : [],
  )
  return [...people, ...machines]
}
