/**
 * One contract of the two, with what is asked of it again and again: who may call which route, and which scopes an app
 * client may request.
 *
 * @module
 */
import type { Contract, ContractOperation } from '@scopegate/contract/contract'
import {
  exposes,
  type Holder,
  holdersOf,
  namedScopes,
  scopesByPool,
  scopesByRole,
  scopesOfClient,
} from '@scopegate/contract/holders'
import { memoize } from '@scopegate/contract/memoize'
import type { ClientSpec } from '@scopegate/contract/shape'
import { rowsOf } from '@scopegate/contract/tables'
import { selfServiceScope } from '../deployed/expected.ts'

export interface SideClient {
  readonly name: string
  readonly pool: string
  readonly spec: ClientSpec<string, string>
  /** The most that a token of it holds: short names. */
  readonly holds: ReadonlySet<string>
  /** What a request may name, in wire form; empty for a client of the AWS SDK, which cannot ask. */
  readonly requestable: ReadonlySet<string>
}

export interface SideOperation {
  readonly id: string
  readonly row: ContractOperation
  /** `GET /v1/inventory/{sku}` */
  readonly text: string
}

export interface Side {
  readonly contract: Contract
  readonly clients: ReadonlyMap<string, SideClient>
  /** Wire name by short name. */
  readonly wires: ReadonlyMap<string, string>
  /** By `routeKey`: what callers know an operation by. */
  readonly routes: ReadonlyMap<string, SideOperation>
  /** The operations’ ids. */
  readonly ids: ReadonlySet<string>
  /** By who it is: `personKey` or a machine’s name. */
  readonly holders: ReadonlyMap<string, { readonly holder: Holder; readonly routes: ReadonlySet<string> }>
  /** Pool → routes of its API. */
  readonly exposed: ReadonlyMap<string, ReadonlySet<string>>
}

/** A route as callers see it: what a parameter is called makes no difference to them. */
export const routeKey = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`

const keyOf = ({ kind, pool, client, role }: Holder): string =>
  kind === 'machine' ? client : `${pool}:${role} through ${client}`

/**
 * Whether the service serves callers of the pool at all, whatever the scopes (`packages/http/decide.ts`). That it refuses
 * machines at people's operations is not asked: in a sound contract no machine holds their scopes.
 */
const servesPool = ({ tenancy }: ContractOperation, org: string | undefined): boolean =>
  tenancy === 'none' || (tenancy === 'caller') === (org === 'required')

export const sideOf = memoize((contract: Contract): Side => {
  const byRole = scopesByRole(contract)
  const poolScopes = scopesByPool(contract)
  const wires = new Map(namedScopes(contract).map(({ scope, wire }) => [scope, wire]))
  const routes = new Map(
    [...rowsOf(contract.operations)].map(([id, row]) => [
      routeKey(row),
      { id, row, text: `${row.method} ${row.path}` },
    ]),
  )
  const clients = Object.entries(contract.pools).flatMap(([pool, { roles, clients }]) =>
    Object.entries(clients).map(([name, spec]): [string, SideClient] => {
      const holds = new Set(scopesOfClient(spec, roles, byRole))
      return [name, { name, pool, spec, holds, requestable: requestableOf(spec, holds, wires) }]
    }),
  )
  const exposed = new Map(
    Object.keys(contract.pools).map((pool) => {
      const carried = [...routes].filter(([, { row }]) => exposes(poolScopes.get(pool), row)).map(([key]) => key)
      return [pool, new Set(carried)]
    }),
  )
  const byScope = Map.groupBy(routes, ([, { row }]) => (row.access.kind === 'scope' ? row.access.scope : undefined))
  const holders = holdersOf(contract).map((holder) => {
    const onApi = exposed.get(holder.pool)
    const org = contract.pools[holder.pool]?.org
    const held = [undefined, ...holder.scopes].flatMap((scope) => byScope.get(scope) ?? [])
    const called = held.filter(([key, { row }]) => onApi?.has(key) === true && servesPool(row, org))
    return [keyOf(holder), { holder, routes: new Set(called.map(([key]) => key)) }] as const
  })
  const ids = new Set(rowsOf(contract.operations).keys())
  return { contract, clients: new Map(clients), wires, routes, ids, holders: new Map(holders), exposed }
})

function requestableOf(
  spec: ClientSpec<string, string>,
  holds: ReadonlySet<string>,
  wires: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  if (spec.kind === 'sdk') return new Set()
  const own = spec.kind === 'browser' ? [...spec.identityScopes, ...(spec.selfService ? [selfServiceScope] : [])] : []
  return new Set([...own, ...[...holds].map((scope) => wires.get(scope) ?? scope)])
}
