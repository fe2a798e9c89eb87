/**
 * Whether two values say the same as JSON.
 *
 * @module
 */

/** The value with the keys of every object in one order, which means nothing in JSON. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries: [string, unknown][] = Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, entry]): [string, unknown] => [key, ordered(entry)]).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** Compares whatever can be written as JSON; the order of keys does not count, that of lists does. */
export const sameJson = (one: unknown, other: unknown): boolean =>
  JSON.stringify(ordered(one)) === JSON.stringify(ordered(other))
