/**
 * One contract of the two, with what is asked of it again and again: who may call which route, and which scopes an app
 * client may request.
 */
import {
  type Contract,
  clientKinds,
  cognitoScopesOf,
  type Holder,
  indexOf,
  memoize,
  type NamedClient,
  type OperationSpec,
  servingRefusal,
} from '@scopegate/contract'

export interface SideClient {
  readonly name: string
  readonly pool: string
  readonly spec: NamedClient
  /** The most that a token of it holds: short names. */
  readonly holds: ReadonlySet<string>
  /** What a request may name, in wire form; empty for a client of the AWS SDK, which cannot ask. */
  readonly requestable: ReadonlySet<string>
}

export interface SideOperation {
  readonly id: string
  readonly row: OperationSpec
  /** `GET /v1/fleet/{plate}` */
  readonly text: string
  /** The method, then the path’s parts; a parameter is `{}`. */
  readonly segments: readonly string[]
}

export interface Side {
  readonly contract: Contract
  readonly clients: ReadonlyMap<string, SideClient>
  /** Wire name by short name. */
  readonly wires: ReadonlyMap<string, string>
  /** By `routeKey`: what callers know an operation by. */
  readonly routes: ReadonlyMap<string, SideOperation>
  readonly ids: ReadonlySet<string>
  /** By who it is: `personKey` or a machine’s name. */
  readonly holders: ReadonlyMap<string, { readonly holder: Holder; readonly routes: ReadonlySet<string> }>
  /** Pool → routes of its API. */
  readonly exposed: ReadonlyMap<string, ReadonlySet<string>>
}

/** A route as callers see it: what a parameter is called makes no difference to them. */
export const routeKey = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`

export const segmentsOf = (key: string): readonly string[] => key.split(/[ /]/)

const keyOf = ({ kind, pool, client, role }: Holder): string =>
  kind === 'machine' ? client : `${pool}:${role} through ${client}`

export const sideOf = memoize((contract: Contract): Side => {
  const index = indexOf(contract)
  const wires = new Map(index.scopes.map(({ scope, wire }) => [scope, wire]))
  const routes = new Map(
    index.operations.map(({ id, operation: row }) => {
      const key = routeKey(row)
      return [key, { id, row, text: `${row.method} ${row.path}`, segments: segmentsOf(key) }]
    }),
  )
  const clients = index.clients.map((spec): [string, SideClient] => {
    const holds = new Set(index.scopesOfClient(spec.name))
    const requestable = clientKinds[spec.kind].asksForScopes
      ? new Set([...cognitoScopesOf(spec), ...[...holds].map(index.wireName)])
      : new Set<string>()
    return [spec.name, { name: spec.name, pool: spec.pool, spec, holds, requestable }]
  })
  const exposed = new Map(
    Object.keys(contract.pools).map((pool) => [
      pool,
      new Set(index.operationsOf(pool).map(({ operation }) => routeKey(operation))),
    ]),
  )
  const byScope = Map.groupBy(routes, ([, { row }]) => (row.access.kind === 'scope' ? row.access.scope : undefined))
  const holders = index.holders.map((holder) => {
    const onApi = exposed.get(holder.pool)
    const holding = { machine: holder.kind === 'machine', org: contract.pools[holder.pool]?.org === 'required' }
    const held = [undefined, ...holder.scopes].flatMap((scope) => byScope.get(scope) ?? [])
    const called = held.filter(([key, { row }]) => onApi?.has(key) === true && servesAll(row, holding))
    return [keyOf(holder), { holder, routes: new Set(called.map(([key]) => key)) }] as const
  })
  const ids = new Set(index.operations.map(({ id }) => id))
  return { contract, clients: new Map(clients), wires, routes, ids, holders: new Map(holders), exposed }
})

/** A public operation serves everyone: nobody looks who calls. */
const servesAll = (row: OperationSpec, holding: Parameters<typeof servingRefusal>[1]): boolean =>
  row.access.kind === 'public' || servingRefusal(row, holding) === undefined
