/** What the model says about lists: exactly the page of the organization's own rows. */
import type { AskedAs } from '../attempts/asked.ts'
import { matches } from '../attempts/patterns.ts'
import type { Answer } from '../wire.ts'
import type { LedgerEntry, OrgState } from './org-state.ts'
import { fault, fits, shown, type Verdict } from './verdicts.ts'

type AskedList = AskedAs<'list'>

/** The sort key of a row. */
const placeOf = (row: object): string =>
  'sequence' in row ? String(row.sequence) : 'sku' in row ? String(row.sku) : 'id' in row ? String(row.id) : ''

/** The cursor in a list's answer; `undefined` on its last page. */
export const nextCursor = ({ json }: Answer): string | undefined =>
  typeof json === 'object' && json !== null && 'next_cursor' in json && typeof json.next_cursor === 'string'
    ? json.next_cursor
    : undefined

/** The rows of a list's answer with their sort keys. */
export const placesIn = ({ json }: Answer): readonly string[] =>
  typeof json === 'object' && json !== null && 'items' in json && Array.isArray(json.items)
    ? json.items.map((row: unknown) => (typeof row === 'object' && row !== null ? placeOf(row) : ''))
    : []

/** Whether the first place comes after the second in the list's order. */
const isBehind: Readonly<Record<AskedList['list'], (place: string, other: string) => boolean>> = {
  inventory: (place, other) => place > other,
  recharges: (place, other) => place < other,
  'wallet-entries': (place, other) => Number(place) < Number(other),
}

/** Credits are operators' work, and who they are is for operators. */
const shownEntry = (entry: LedgerEntry): object =>
  entry.kind === 'credit' ? { ...entry, caller: { client: entry.caller.client } } : entry

/** All rows in the list's order. */
function rowsOf({ stock, recharges, ledger }: OrgState, list: AskedList['list']): readonly object[] {
  switch (list) {
    case 'inventory':
      return Object.values(stock).toSorted((a, b) => (a.sku < b.sku ? -1 : 1))
    case 'recharges':
      return Object.values(recharges).toSorted((a, b) => (a.id > b.id ? -1 : 1))
    case 'wallet-entries':
      return ledger.toReversed().map(shownEntry)
  }
}

/** A list, with no cursor or one that it gave out itself. */
export function judgeList(state: OrgState, { list, limit, after }: AskedList, answer: Answer): Verdict {
  const place = typeof after === 'object' ? after.place : undefined
  const behind = (other: string) => place === undefined || isBehind[list](other, place)
  const rows = rowsOf(state, list).filter((row) => behind(placeOf(row)))
  const items = rows.slice(0, limit)
  const cursor = nextCursor(answer)
  const expected = { items, ...(rows.length > limit ? { next_cursor: cursor ?? 'a cursor' } : {}) }
  if (answer.status === 200 && matches(answer.json, expected)) return fits(state)
  return fault(`expected 200 ${JSON.stringify(expected)}, got ${shown(answer)}`)
}
