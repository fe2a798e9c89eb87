/**
 * A contract in which no row rule is broken, with what several rules compute from it computed once.
 *
 * @module
 */
import type { Contract, ContractOperation } from '../../contract.ts'
import { type NamedScope, namedScopes, scopesByRole, scopesOfClient } from '../../holders.ts'
import { type QuotaUse, quotaUses } from '../../quotas.ts'
import type { ClientSpec, PoolSpec } from '../../shape.ts'
import { type TokenSize, tokenSizes } from '../../token-size.ts'

export interface SoundClient {
  readonly name: string
  readonly pool: string
  readonly poolSpec: PoolSpec<string, string>
  readonly spec: ClientSpec<string, string>
  /** What a token of it can really carry: of people’s clients only what a role of the pool grants. */
  readonly holds: ReadonlySet<string>
}

export interface SoundContract {
  readonly contract: Contract
  readonly scopes: readonly NamedScope[]
  readonly clients: readonly SoundClient[]
  /** The operations that each scope opens. */
  readonly opens: ReadonlyMap<string, readonly ContractOperation[]>
  readonly quotas: readonly QuotaUse[]
  readonly tokens: readonly TokenSize[]
}

/** Computes them. Linear in the contract’s size. */
export function soundContract(contract: Contract): SoundContract {
  const byRole = scopesByRole(contract)
  const clients = Object.entries(contract.pools).flatMap(([pool, poolSpec]) => {
    const ofRoles = new Set(poolSpec.roles.flatMap((role) => byRole.get(role) ?? []))
    return Object.entries(poolSpec.clients).map(([name, spec]): SoundClient => {
      const listed = spec.scopes === 'pool-roles' ? [...ofRoles] : scopesOfClient(spec, poolSpec.roles, byRole)
      const holds = spec.kind === 'machine' ? listed : listed.filter((scope) => ofRoles.has(scope))
      return { name, pool, poolSpec, spec, holds: new Set(holds) }
    })
  })
  const opens = new Map<string, ContractOperation[]>()
  for (const operation of Object.values(contract.operations)) {
    if (operation.access.kind !== 'scope') continue
    const { scope } = operation.access
    const same = opens.get(scope)
    if (same === undefined) opens.set(scope, [operation])
    else same.push(operation)
  }
  return {
    contract,
    scopes: namedScopes(contract),
    clients,
    opens,
    quotas: quotaUses(contract),
    tokens: tokenSizes(contract),
  }
}
