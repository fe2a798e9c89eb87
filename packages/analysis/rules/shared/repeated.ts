/**
 * Names that stand in more than one place.
 *
 * @module
 */
import type { Finding } from '../rule.ts'
import type { Placed } from '../subjects/rows.ts'
import { at } from './words.ts'

/** One finding for each name that several rows have, at the second of them. */
export function repeated<Row extends Placed<unknown>>(
  rows: readonly Row[],
  say: (same: readonly Row[], label: string) => Pick<Finding, 'cause' | 'fix'>,
): readonly Finding[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { name } of rows) (seen.has(name) ? twice : seen).add(name)
  const all = rows.filter(({ name }) => twice.has(name))
  return [...Map.groupBy(all, ({ name }) => name).values()].flatMap((same): readonly Finding[] => {
    const [first, second] = same
    return first === undefined || second === undefined ? [] : [{ place: at(...second.path), ...say(same, first.label) }]
  })
}
