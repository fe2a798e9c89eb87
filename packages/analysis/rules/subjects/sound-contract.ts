/** A contract in which no row rule is broken, with what several rules compute from it computed once. */
import {
  type Contract,
  clientKinds,
  indexOf,
  type NamedClient,
  type NamedScope,
  type OperationSpec,
  type PoolSpec,
} from '@scopegate/contract'
import { expectedSystem } from '../../deployed/expected.ts'
import type { DeployedSystem } from '../../deployed/shape.ts'
import { type QuotaUse, usesOf } from '../../quotas.ts'
import { type TokenSize, tokenSizes } from '../../token-size.ts'
import { at, type Place } from '../shared/words.ts'

export interface SoundClient {
  readonly name: string
  readonly pool: string
  readonly place: Place
  readonly poolSpec: PoolSpec<string, string>
  readonly spec: NamedClient
  /** Whether it is a person’s; otherwise a machine’s. */
  readonly ofPeople: boolean
  /** What a token of it can really carry: of people’s clients only what a role of the pool grants. */
  readonly holds: ReadonlySet<string>
}

export interface SoundContract {
  readonly contract: Contract
  readonly scopes: readonly (NamedScope & { readonly place: Place })[]
  readonly clients: readonly SoundClient[]
  /** The operations that each scope opens. */
  readonly opens: ReadonlyMap<string, readonly OperationSpec[]>
  readonly expected: DeployedSystem
  readonly quotas: readonly QuotaUse[]
  readonly tokens: readonly TokenSize[]
}

/** @param contract one in which no row rule is broken: another may throw. Linear in its size. */
export function soundContract(contract: Contract): SoundContract {
  const { scopes, operations, clients, scopesOfRole, scopesOfClient } = indexOf(contract)
  const ofRoles = new Map(
    Object.entries(contract.pools).map(([pool, { roles }]) => [pool, new Set(roles.flatMap(scopesOfRole))]),
  )
  const opens = Map.groupBy(
    operations.map(({ operation }) => operation),
    ({ access }) => (access.kind === 'scope' ? access.scope : ''),
  )
  opens.delete('')
  const expected = expectedSystem(contract)
  const tokens = tokenSizes(contract)
  return {
    contract,
    scopes: scopes.map((each) => ({
      ...each,
      place: at('resourceServers', each.resourceServer, 'scopes', each.scope),
    })),
    clients: clients.flatMap((spec): readonly SoundClient[] => {
      const { name, pool } = spec
      const poolSpec = contract.pools[pool]
      if (poolSpec === undefined) return []
      const ofPeople = clientKinds[spec.kind].subject === 'person'
      const held = scopesOfClient(name)
      const holds = new Set(ofPeople ? held.filter((scope) => ofRoles.get(pool)?.has(scope)) : held)
      return [{ name, pool, place: at('pools', pool, 'clients', name), poolSpec, spec, ofPeople, holds }]
    }),
    opens,
    expected,
    quotas: usesOf({ contract, expected, tokens }),
    tokens,
  }
}
