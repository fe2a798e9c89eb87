/**
 * A contract that may be broken, indexed once so that every rule over it is linear. What is missing or of the wrong
 * type counts as empty here, and is a breach of a rule elsewhere.
 *
 * @module
 */
import { type Holding, servingRefusal } from '@scopegate/contract'
import type {
  ClientRow,
  OperationRow,
  PoolRow,
  ResourceServerRow,
  ScopeRow,
  UncheckedContract,
} from '../../unchecked.ts'
import { scopeHolders } from './scope-holders.ts'

/** A row with its name, what to call it in a sentence, and its keys. */
export interface Placed<Row> {
  readonly name: string
  /** `` The client `web` `` */
  readonly label: string
  readonly path: readonly string[]
  readonly row: Row
  /** Whether something else than a row stands there; `row` then has no fields. */
  readonly malformed: boolean
}

export interface PlacedScope extends Placed<ScopeRow> {
  readonly resourceServer: string
  readonly roles: readonly string[]
}

export interface PlacedPool extends Placed<PoolRow> {
  readonly roles: readonly string[]
}

export interface PlacedClient extends Placed<ClientRow> {
  readonly pool: PlacedPool
  /** The scopes that it lists one by one: none for `pool-roles`. */
  readonly listed: readonly string[]
}

export interface PlacedOperation extends Placed<OperationRow> {
  /** The scope that its `access` names, if it does. */
  readonly scope: string | undefined
  /** `undefined` where it is missing or no table. */
  readonly access: OperationRow['access'] | undefined
  /** Whether it refuses a holder of its scope. A field of no known value refuses nobody: RS002 reports it. */
  readonly refuses: (holding: Holding) => boolean
}

export interface Rows {
  readonly contract: UncheckedContract
  readonly servers: readonly Placed<ResourceServerRow>[]
  readonly scopes: readonly PlacedScope[]
  readonly pools: readonly PlacedPool[]
  readonly clients: readonly PlacedClient[]
  readonly operations: readonly PlacedOperation[]
  readonly roles: ReadonlySet<string>
  readonly scopeNames: ReadonlySet<string>
  /** The kinds of caller whose token can carry the scope: a machine’s by its list, a person’s by a role of the pool, too. */
  readonly holdersOf: (scope: string) => readonly Holding[]
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The texts of a list; none when it is no list. */
export const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []

/** The rows of a table. */
function rowsIn<Row extends object>(
  table: Readonly<Record<string, Row>> | undefined,
  kind: string,
  path: readonly string[],
): readonly Placed<Row>[] {
  if (!isTable(table)) return []
  return Object.entries(table).map(([name, row]) => ({
    name,
    label: `The ${kind} \`${name}\``,
    path: [...path, name],
    // The cast is safe: every field of a row may be missing, and `{}` has none.
    row: isTable(row) ? row : ({} as Row),
    malformed: !isTable(row),
  }))
}

/** Reads the rows. Linear in the contract’s size; never throws, whatever stands in it. */
export function rowsOf(contract: UncheckedContract): Rows {
  const servers = rowsIn(contract.resourceServers, 'resource server', ['resourceServers'])
  const scopes = servers.flatMap((server) =>
    rowsIn(server.row.scopes, 'scope', [...server.path, 'scopes']).map(
      (scope): PlacedScope => ({ ...scope, resourceServer: server.name, roles: textsIn(scope.row.roles) }),
    ),
  )
  const pools = rowsIn(contract.pools, 'pool', ['pools']).map(
    (pool): PlacedPool => ({ ...pool, roles: textsIn(pool.row.roles) }),
  )
  const clients = pools.flatMap((pool) =>
    rowsIn(pool.row.clients, 'client', [...pool.path, 'clients']).map(
      (client): PlacedClient => ({ ...client, pool, listed: textsIn(client.row.scopes) }),
    ),
  )
  const operations = rowsIn(contract.operations, 'operation', ['operations']).map((operation): PlacedOperation => {
    const { access, callers, tenancy } = operation.row
    const asks = {
      callers: callers === 'people' ? callers : 'everyone',
      tenancy: tenancy === 'caller' || tenancy === 'path' ? tenancy : 'none',
    } as const
    return {
      ...operation,
      access: isTable(access) ? access : undefined,
      scope: typeof access?.scope === 'string' ? access.scope : undefined,
      refuses: (holding) => servingRefusal(asks, holding) !== undefined,
    }
  })
  return {
    contract,
    servers,
    scopes,
    pools,
    clients,
    operations,
    roles: new Set(isTable(contract.roles) ? Object.keys(contract.roles) : []),
    scopeNames: new Set(scopes.map(({ name }) => name)),
    holdersOf: scopeHolders(scopes, clients),
  }
}
