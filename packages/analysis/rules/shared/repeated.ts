/** Names that stand in more than one place. */
import type { Placed } from '../subjects/rows.ts'
import { type Said, tell } from './words.ts'

/** One finding for each name that several rows have, at the second of them. */
export function repeated<Row extends Placed<unknown>>(
  rows: readonly Row[],
  cause: (same: readonly Row[], label: string) => string,
): Said {
  const byName = Map.groupBy(rows, ({ name }) => name)
  return [...byName.values()].map((same) => same.slice(1, 2).map(({ place, label }) => tell(place, cause(same, label))))
}
