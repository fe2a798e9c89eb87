/** Comparing the small parts: sets, single values, and rows by their names. */
import { quoted } from '@scopegate/contract/quoted'
import { compareLists } from '../lists.ts'
import type { Difference, DifferenceKind, Direction, SetKind, Where } from './difference.ts'

export const difference = (
  kind: DifferenceKind,
  direction: Direction,
  where: Where,
  expected: string,
  found: string,
): Difference => ({ kind, direction, where, expected, found })

/**
 * The differences between two lists whose order and repetitions mean nothing: one for all that is too much, which opens, and
 * one for all that is lacking, which closes. Nothing lacks beside the entry that stands for `everything`.
 */
export function setDifferences(
  kind: SetKind,
  where: Where,
  expected: readonly string[],
  found: readonly string[],
  everything?: string,
): readonly Difference[] {
  const { added: extra, removed } = compareLists(expected, found)
  const missing = everything !== undefined && found.includes(everything) ? [] : removed
  return [
    ...(extra.length === 0
      ? []
      : [difference(`${kind}_extra`, 'opens', where, `without ${quoted(extra)}`, `with ${quoted(extra)}`)]),
    ...(missing.length === 0
      ? []
      : [difference(`${kind}_missing`, 'closes', where, `with ${quoted(missing)}`, `without ${quoted(missing)}`)]),
  ]
}

/** A number of seconds of which more opens. */
export function lifeDifference(
  kind: DifferenceKind,
  where: Where,
  expected: number,
  found: number,
): readonly Difference[] {
  if (expected === found) return []
  const direction = found > expected ? 'opens' : 'closes'
  return [difference(kind, direction, where, `${expected} seconds`, `${found} seconds`)]
}

/** How to compare rows of one kind, and what to say of one that stands on one side alone. */
export interface RowComparison<Row> {
  readonly where: (name: string) => Where
  readonly both: (name: string, expected: Row, found: Row) => readonly Difference[]
  readonly missing: (row: Row) => string
  /** As of one that is missing, unless it is stated. */
  readonly extra?: (row: Row) => string
}

/** Compares rows by name: one that is missing closes, one too many opens. */
export function rowDifferences<Row>(
  kind: SetKind,
  expected: Readonly<Record<string, Row>>,
  found: Readonly<Record<string, Row>>,
  { where, both, missing, extra = missing }: RowComparison<Row>,
): readonly Difference[] {
  // Maps, because a name that somebody gave in AWS may be one that every object has, such as `constructor`.
  const [wanted, there] = [new Map(Object.entries(expected)), new Map(Object.entries(found))]
  const known = [...wanted].flatMap(([name, row]) => {
    const other = there.get(name)
    if (other !== undefined) return both(name, row, other)
    return [difference(`${kind}_missing`, 'closes', where(name), missing(row), 'not there')]
  })
  const unknown = [...there]
    .filter(([name]) => !wanted.has(name))
    .map(([name, row]) => difference(`${kind}_extra`, 'opens', where(name), 'not there', extra(row)))
  return [...known, ...unknown]
}
