/**
 * Reads a contract that may be broken: what is missing counts as empty, and is a fault of its own elsewhere.
 *
 * @module
 */
import type { ClientRow, OperationRow, PoolRow, ScopeRow, UncheckedContract } from '../unchecked.ts'

/** One scope with the resource server it stands in. */
export interface PlacedScope {
  readonly name: string
  readonly resourceServer: string
  readonly row: ScopeRow
}

/** One app client with the pool it stands in. */
export interface PlacedClient {
  readonly name: string
  readonly pool: string
  readonly poolRow: PoolRow
  readonly row: ClientRow
}

export const scopesIn = ({ resourceServers }: UncheckedContract): readonly PlacedScope[] =>
  Object.entries(resourceServers).flatMap(([resourceServer, { scopes }]) =>
    Object.entries(scopes ?? {}).map(([name, row]) => ({ name, resourceServer, row })),
  )

export const clientsIn = ({ pools }: UncheckedContract): readonly PlacedClient[] =>
  Object.entries(pools).flatMap(([pool, poolRow]) =>
    Object.entries(poolRow.clients ?? {}).map(([name, row]) => ({ name, pool, poolRow, row })),
  )

export const hasScope = (contract: UncheckedContract, scope: string): boolean =>
  scopesIn(contract).some(({ name }) => name === scope)

export const hasRole = ({ roles }: UncheckedContract, role: string): boolean => Object.hasOwn(roles, role)

/** Whether a token of this client can carry the scope: a machine’s by its list, a person’s by a role of the pool, too. */
export function canHold(contract: UncheckedContract, { row, poolRow }: PlacedClient, scope: string): boolean {
  const listed = row.scopes === 'pool-roles' || (row.scopes ?? []).includes(scope)
  if (!listed || row.kind === 'machine') return listed
  const holders = scopesIn(contract).find(({ name }) => name === scope)?.row.roles ?? []
  return holders.some((role) => poolRow.roles?.includes(role))
}

/** Whether an operation refuses every machine: it says so, or it acts on an organization that the path names. */
export const isForPeople = ({ callers, tenancy }: OperationRow): boolean => callers === 'people' || tenancy === 'path'

/** The names that stand in more than one place, each once. */
export function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}

/** `` `a`, `b` `` */
export const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')

/** A fault when the field holds none of the values; the field may be missing altogether. */
export const unlessOneOf = (row: string, field: string, value: string | undefined, values: readonly string[]) =>
  value !== undefined && values.includes(value)
    ? []
    : [`${row} ${value === undefined ? 'has no' : 'has an unknown'} \`${field}\`. Choose one of ${quoted(values)}`]
