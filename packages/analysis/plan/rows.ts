/** Tables of rows compared by name. */
import { quoted } from '@scopegate/contract/quoted'

export { compareLists } from '../lists.ts'

type Rows<Row> = Readonly<Record<string, Row>>

export interface Kept<Row> {
  readonly name: string
  readonly before: Row
  readonly after: Row
}

export interface RowChanges<Row> {
  readonly added: readonly { readonly name: string; readonly row: Row }[]
  readonly removed: readonly { readonly name: string; readonly row: Row }[]
  /** Rows that stand in both, changed or not. */
  readonly kept: readonly Kept<Row>[]
}

/** Linear. In the order of the tables. */
export function compareRows<Row>(
  before: Rows<Row> | ReadonlyMap<string, Row>,
  after: Rows<Row> | ReadonlyMap<string, Row>,
): RowChanges<Row> {
  const [old, young] = [mapOf(before), mapOf(after)]
  const kept: Kept<Row>[] = []
  const removed: { name: string; row: Row }[] = []
  for (const [name, row] of old) {
    const other = young.get(name)
    if (other === undefined) removed.push({ name, row })
    else kept.push({ name, before: row, after: other })
  }
  const added = [...young].flatMap(([name, row]) => (old.has(name) ? [] : [{ name, row }]))
  return { added, removed, kept }
}

const mapOf = <Row>(rows: Rows<Row> | ReadonlyMap<string, Row>): ReadonlyMap<string, Row> =>
  // The casts are safe: `instanceof` does not narrow read-only maps.
  rows instanceof Map ? (rows as ReadonlyMap<string, Row>) : new Map(Object.entries(rows as Rows<Row>))

/** `may also hold \`a\` and may no longer hold \`b\``; `undefined` where the lists are the same. */
export function gainAndLoss(
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
  gains: string,
  loses: string,
): string | undefined {
  const words = [
    ...(added.length > 0 ? [`${gains} ${quoted(added)}`] : []),
    ...(removed.length > 0 ? [`${loses} ${quoted(removed)}`] : []),
  ]
  return words.length === 0 ? undefined : words.join(' and ')
}
