/**
 * A contract in which no row rule is broken, with what several rules compute from it computed once.
 *
 * @module
 */
import type { Contract, ContractOperation } from '@scopegate/contract/contract'
import { type NamedScope, namedScopes, scopesByRole } from '@scopegate/contract/holders'
import type { ClientSpec, PoolSpec } from '@scopegate/contract/shape'
import { expectedSystem } from '../../deployed/expected.ts'
import type { DeployedSystem } from '../../deployed/shape.ts'
import { type QuotaUse, usesOf } from '../../quotas.ts'
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
  /** What should be deployed. */
  readonly expected: DeployedSystem
  readonly quotas: readonly QuotaUse[]
  readonly tokens: readonly TokenSize[]
}

/** @param contract one in which no row rule is broken: another may throw. Linear in its size. */
export function soundContract(contract: Contract): SoundContract {
  const scopes = namedScopes(contract)
  const byRole = scopesByRole(contract)
  const clients = Object.entries(contract.pools).flatMap(([pool, poolSpec]) => {
    const ofRoles = new Set(poolSpec.roles.flatMap((role) => byRole.get(role) ?? []))
    return Object.entries(poolSpec.clients).map(([name, spec]): SoundClient => {
      if (spec.scopes === 'pool-roles') return { name, pool, poolSpec, spec, holds: ofRoles }
      const holds = spec.kind === 'machine' ? spec.scopes : spec.scopes.filter((scope) => ofRoles.has(scope))
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
  const expected = expectedSystem(contract)
  const tokens = tokenSizes(contract)
  const quotas = usesOf({ expected, tokens })
  return { contract, scopes, clients, opens, expected, quotas, tokens }
}
