/** The matrix: who may do what. Pure and over any contract, so that two of them can be compared. */
import { type Contract, type Holder, indexOf } from '@scopegate/contract'

/** A column. Clients through which a role can do the same things share one. */
export interface MatrixColumn {
  /** What `token --as` takes: `garage:owner`, or a machine's client. Longer where a role's clients differ. */
  readonly name: string
  readonly kind: Holder['kind']
  readonly pool: string
  readonly role: string
  readonly clients: readonly string[]
}

/** `absent`: the API of that pool does not carry the operation at all. */
export type MatrixCell = 'yes' | 'no' | 'absent'

export interface MatrixRow {
  readonly operation: string
  readonly method: string
  readonly path: string
  /** `null` for an operation that is open to everyone. */
  readonly scope: string | null
  /** By the column's name. */
  readonly cells: Readonly<Record<string, MatrixCell>>
}

export interface Matrix {
  readonly columns: readonly MatrixColumn[]
  readonly rows: readonly MatrixRow[]
}

/** What to show. A list that is absent or empty limits nothing; a name that the contract lacks matches nothing. */
export interface MatrixFilter {
  readonly scopes?: readonly string[]
  readonly operations?: readonly string[]
  readonly roles?: readonly string[]
  readonly clients?: readonly string[]
}

const matcher = (wanted: readonly string[] | undefined): ((name: string | null) => boolean) => {
  if (wanted === undefined || wanted.length === 0) return () => true
  const names = new Set<string | null>(wanted)
  return (name) => names.has(name)
}

interface Group {
  readonly column: MatrixColumn
  readonly scopes: ReadonlySet<string>
}

/** The clients of one role, together where their tokens hold the same. Linear in the scopes of each. */
function alikeAmong(holders: readonly Holder[]) {
  const found: { readonly scopes: ReadonlySet<string>; readonly clients: string[] }[] = []
  for (const { client, scopes } of holders) {
    // A holder's scopes are listed once each, so that equal sizes and one inclusion make equal sets.
    const same = found.find((each) => each.scopes.size === scopes.length && scopes.every((one) => each.scopes.has(one)))
    if (same === undefined) found.push({ scopes: new Set(scopes), clients: [client] })
    else same.clients.push(client)
  }
  return found
}

/** Clients of one role whose tokens hold the same become one column. */
function grouped(holders: readonly Holder[]): readonly Group[] {
  const persons = Map.groupBy(
    holders.filter(({ kind }) => kind === 'person'),
    ({ pool, role }) => `${pool}:${role}`,
  )
  const seen = new Set<string>()
  return holders.flatMap((holder): readonly Group[] => {
    const { kind, pool, role, client, scopes } = holder
    if (kind === 'machine') {
      return [{ column: { name: client, kind, pool, role, clients: [client] }, scopes: new Set(scopes) }]
    }
    const name = `${pool}:${role}`
    if (seen.has(name)) return []
    seen.add(name)
    const alike = alikeAmong(persons.get(name) ?? [])
    return alike.map(({ scopes, clients }) => {
      const column = { name: alike.length === 1 ? name : `${name}/${clients.join('+')}`, kind, pool, role, clients }
      return { column, scopes }
    })
  })
}

/** Computes the matrix. Rows and columns are in the contract's order. */
export function matrixOf(contract: Contract, filter: MatrixFilter = {}): Matrix {
  const [isScope, isOperation] = [matcher(filter.scopes), matcher(filter.operations)]
  const [isRole, isClient] = [matcher(filter.roles), matcher(filter.clients)]
  const { holders, operations, exposes } = indexOf(contract)
  const groups = grouped(holders.filter(({ role, client }) => isRole(role) && isClient(client)))
  const rows = operations.flatMap(({ id, operation }): readonly MatrixRow[] => {
    const { access, method, path } = operation
    const scope = access.kind === 'scope' ? access.scope : null
    if (!isOperation(id) || !isScope(scope)) return []
    const cells = groups.map(({ column, scopes }): [string, MatrixCell] => {
      if (!exposes(column.pool, operation)) return [column.name, 'absent']
      return [column.name, scope === null || scopes.has(scope) ? 'yes' : 'no']
    })
    return [{ operation: id, method, path, scope, cells: Object.fromEntries(cells) }]
  })
  return { columns: groups.map(({ column }) => column), rows }
}
