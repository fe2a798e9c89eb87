/**
 * Who may hold which scopes, in any contract: each role through each client of its pool, and each machine.
 *
 * `lookup.ts` answers the same questions of the catalog in its own literal types; this is for code that judges a
 * contract that is not ours, and it is linear in the contract's size.
 *
 * @module
 */
import type { Contract, ContractOperation } from './contract.ts'
import { effectiveAmong } from './grants.ts'
import { memoize } from './memoize.ts'
import type { ClientSpec } from './shape.ts'

/** A scope's row with its names. */
export interface NamedScope {
  /** `read:inventory` */
  readonly scope: string
  /** `inventory/read:inventory` */
  readonly wire: string
  readonly resourceServer: string
  readonly roles: readonly string[]
}

/** Somebody who gets tokens: a role through one client, or a machine. */
export interface Holder {
  readonly kind: 'person' | 'machine'
  readonly pool: string
  readonly client: string
  readonly role: string
  /** The most that a token of theirs carries: client's ∩ role's. */
  readonly scopes: readonly string[]
}

/** Every scope, in the contract's order. */
export const namedScopes = memoize(({ resourceServers }: Contract): readonly NamedScope[] =>
  Object.entries(resourceServers).flatMap(([resourceServer, { scopes }]) =>
    Object.entries(scopes).map(([scope, { roles }]) => ({
      scope,
      wire: `${resourceServer}/${scope}`,
      resourceServer,
      roles,
    })),
  ),
)

/** For each role, the scopes that a person with it may hold, in the contract's order. */
export const scopesByRole = memoize((contract: Contract): ReadonlyMap<string, readonly string[]> => {
  const held = new Map<string, string[]>(Object.keys(contract.roles).map((role) => [role, []]))
  for (const { scope, roles } of namedScopes(contract)) for (const role of roles) held.get(role)?.push(scope)
  return held
})

/** The most that any token of the client carries. `roles` are those of its pool. */
export function scopesOfClient(
  client: ClientSpec<string, string>,
  roles: readonly string[],
  byRole: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (client.scopes !== 'pool-roles') return client.scopes
  return [...new Set(roles.flatMap((role) => byRole.get(role) ?? []))]
}

/** Everybody, pool by pool in the contract's order: roles first, each through the pool's clients, then machines. */
export const holdersOf = memoize((contract: Contract): readonly Holder[] => {
  const byRole = scopesByRole(contract)
  return Object.entries(contract.pools).flatMap(([pool, { roles, clients }]) => {
    const all = Object.entries(clients).map(([name, client]) => ({
      name,
      client,
      scopes: scopesOfClient(client, roles, byRole),
    }))
    const ofPeople = all
      .filter(({ client }) => client.kind !== 'machine')
      .map(({ name, scopes }) => ({ name, scopes: new Set(scopes) }))
    const people = roles.flatMap((role) => {
      const granted = new Set(byRole.get(role))
      return ofPeople.map(({ name, scopes }): Holder => {
        const held = effectiveAmong({ requested: 'as-allowed', client: scopes, role: granted })
        return { kind: 'person', pool, client: name, role, scopes: held }
      })
    })
    const machines = all.flatMap(({ name, client, scopes }): readonly Holder[] =>
      client.kind === 'machine' ? [{ kind: 'machine', pool, client: name, role: client.role, scopes }] : [],
    )
    return [...people, ...machines]
  })
})

/** For each pool, the scopes that some client of it may hold: they decide what its API exposes. */
export const scopesByPool = memoize((contract: Contract): ReadonlyMap<string, ReadonlySet<string>> => {
  const byRole = scopesByRole(contract)
  return new Map(
    Object.entries(contract.pools).map(([pool, { roles, clients }]) => [
      pool,
      new Set(Object.values(clients).flatMap((client) => scopesOfClient(client, roles, byRole))),
    ]),
  )
})

/** Whether an API exposes the operation, given the scopes that the clients of its pool may hold. */
export const exposes = (poolScopes: ReadonlySet<string> | undefined, { access }: ContractOperation): boolean =>
  access.kind === 'public' ? access.gateway.exposed : (poolScopes?.has(access.scope) ?? false)
