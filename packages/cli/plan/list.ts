/** Lists that a person reads: whole in the report, shortened in text. */

/** More names than this say less than their number. */
const most = 8

/** `a, b, c` or `a, b, … and 12 more` */
export function listed(names: readonly string[]): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
}

/** `` `a`, `b` and `c` `` */
export function named(names: readonly string[]): string {
  const all = names.map((name) => `\`${name}\``)
  const last = all.pop() ?? ''
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`
}
