/** Lists and sets, compared and put together. */
import { quoted } from '@scopegate/contract/quoted'
import { compareLists } from '../../lists.ts'

/** `lacks `a`` and `has `b` besides` in one piece of a sentence; `undefined` when they are the same. */
export function tellDifference(found: readonly string[], wanted: readonly string[]): string | undefined {
  // Nearly always: thousands of routes with their one scope each.
  if (found.length === wanted.length && found.every((each, index) => each === wanted[index])) return undefined
  const { added: more, removed: less } = compareLists(wanted, found)
  const parts = [
    ...(less.length === 0 ? [] : [`lacks ${quoted(less)}`]),
    ...(more.length === 0 ? [] : [`has ${quoted(more)} besides`]),
  ]
  return parts.length === 0 ? undefined : parts.join(' and ')
}

/** Everything that one of the sets has. The same set given twice is gone through once. */
export function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [first = new Set<string>(), ...others] = new Set(sets)
  if (others.length === 0) return first
  const all = new Set(first)
  for (const set of others) for (const each of set) all.add(each)
  return all
}
