/** Whether two values read the same as JSON. */
import { isTable } from '@scopegate/template'

/** Fields in any order, entries of a list in the same. A field that is `undefined` is not there. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((entry, index) => sameJson(entry, other[index]))
  }
  if (!isTable(one) || !isTable(other)) return false
  const stated = (table: Readonly<Record<string, unknown>>) =>
    Object.keys(table).filter((key) => table[key] !== undefined)
  const keys = stated(one)
  return (
    keys.length === stated(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key], other[key]))
  )
}
