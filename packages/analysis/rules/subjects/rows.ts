/**
 * A contract that may be broken, indexed once so that every rule over it is linear. What is missing or of the wrong
 * type counts as empty here, and is a breach of a rule elsewhere.
 */
import {
  type Access,
  type ClientSpec,
  type Holding,
  type OperationSpec,
  type PoolSpec,
  type ProblemSpec,
  type ResourceServerSpec,
  type ScopeSpec,
  type ServiceSpec,
  servingRefusal,
  type TableSpec,
} from '@scopegate/contract'
import { isTable } from '@scopegate/template'
import type { Unchecked } from '../../contract-schema.ts'
import { at, type Place } from '../shared/words.ts'
import { scopeHolders } from './scope-holders.ts'

/** A row with its name, what to call it in a sentence, and its keys. */
export interface Placed<Row> {
  readonly name: string
  /** `` The client `web` `` */
  readonly label: string
  readonly path: readonly string[]
  readonly place: Place
  readonly row: Row
  /** Whether something else than a row stands there; `row` then has no fields. */
  readonly malformed: boolean
}

export interface PlacedScope extends Placed<Unchecked<ScopeSpec<string>>> {
  readonly resourceServer: string
  readonly roles: readonly string[]
}

export interface PlacedPool extends Placed<Unchecked<PoolSpec<string, string>>> {
  readonly roles: readonly string[]
}

export interface PlacedClient extends Placed<Unchecked<ClientSpec<string, string>>> {
  readonly pool: PlacedPool
  /** The scopes that it lists one by one: none for `pool-roles`. */
  readonly listed: readonly string[]
}

export interface PlacedOperation extends Placed<Unchecked<OperationSpec>> {
  /** The scope that its `access` names, if it does. */
  readonly scope: string | undefined
  /** `undefined` where it is missing or no table. */
  readonly access: Unchecked<Access> | undefined
  /** Whether it refuses a holder of its scope. A field of no known value refuses nobody: RS002 reports it. */
  readonly refuses: (holding: Holding) => boolean
}

export interface Rows {
  readonly contract: unknown
  readonly servers: readonly Placed<Unchecked<ResourceServerSpec<string>>>[]
  readonly scopes: readonly PlacedScope[]
  readonly pools: readonly PlacedPool[]
  readonly clients: readonly PlacedClient[]
  readonly operations: readonly PlacedOperation[]
  readonly tables: readonly Placed<Unchecked<TableSpec>>[]
  readonly services: readonly Placed<Unchecked<ServiceSpec>>[]
  readonly problems: readonly Placed<Unchecked<ProblemSpec>>[]
  readonly roles: ReadonlySet<string>
  readonly scopeNames: ReadonlySet<string>
  /** The kinds of caller whose token can carry the scope: a machine’s by its list, a person’s by a role of the pool, too. */
  readonly holdersOf: (scope: string) => readonly Holding[]
}

export const isWhole = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most

/** The texts of a list; none when it is no list. */
export const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []

function rowsIn<Row>(table: unknown, kind: string, path: readonly string[]): readonly Placed<Row>[] {
  return Object.entries(isTable(table) ? table : {}).map(([name, row]) => ({
    name,
    label: `The ${kind} \`${name}\``,
    path: [...path, name],
    place: at(...path, name),
    // The cast is safe: every field of a row may be missing, and `{}` has none.
    row: (isTable(row) ? row : {}) as Row,
    malformed: !isTable(row),
  }))
}

/** Reads the rows. Linear in the contract’s size; never throws, whatever stands in it. */
export function rowsOf(value: unknown): Rows {
  const contract = isTable(value) ? value : {}
  const servers = rowsIn<Unchecked<ResourceServerSpec<string>>>(contract['resourceServers'], 'resource server', [
    'resourceServers',
  ])
  const scopes = servers.flatMap((server) =>
    rowsIn<Unchecked<ScopeSpec<string>>>(server.row.scopes, 'scope', [...server.path, 'scopes']).map(
      (scope): PlacedScope => ({ ...scope, resourceServer: server.name, roles: textsIn(scope.row.roles) }),
    ),
  )
  const pools = rowsIn<Unchecked<PoolSpec<string, string>>>(contract['pools'], 'pool', ['pools']).map(
    (pool): PlacedPool => ({ ...pool, roles: textsIn(pool.row.roles) }),
  )
  const clients = pools.flatMap((pool) =>
    rowsIn<Unchecked<ClientSpec<string, string>>>(pool.row.clients, 'client', [...pool.path, 'clients']).map(
      (client): PlacedClient => ({ ...client, pool, listed: textsIn(client.row.scopes) }),
    ),
  )
  const operations = rowsIn<Unchecked<OperationSpec>>(contract['operations'], 'operation', ['operations']).map(
    (operation): PlacedOperation => {
      const { access, callers, tenancy } = operation.row
      const asks = {
        callers: callers === 'people' ? callers : 'everyone',
        tenancy: tenancy === 'caller' || tenancy === 'path' ? tenancy : 'none',
      } as const
      return {
        ...operation,
        access: isTable(access) ? access : undefined,
        scope: isTable(access) && typeof access['scope'] === 'string' ? access['scope'] : undefined,
        refuses: (holding) => servingRefusal(asks, holding) !== undefined,
      }
    },
  )
  return {
    contract: value,
    servers,
    scopes,
    pools,
    clients,
    operations,
    tables: rowsIn<Unchecked<TableSpec>>(contract['tables'], 'table', ['tables']),
    services: rowsIn<Unchecked<ServiceSpec>>(contract['services'], 'service', ['services']),
    problems: rowsIn<Unchecked<ProblemSpec>>(contract['problems'], 'problem', ['problems']),
    roles: new Set(Object.keys(isTable(contract['roles']) ? contract['roles'] : {})),
    scopeNames: new Set(scopes.map(({ name }) => name)),
    holdersOf: scopeHolders(scopes, clients),
  }
}
