/** What somebody meant who typed a name that does not exist. */

/** The number of letters to add, drop, change or swap with their neighbour to get from one text to the other. */
function distance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= from.length; row++) {
    const line = [row]
    rows.push(line)
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      line.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (same ? 0 : 1),
          swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
  }
  return at(from.length, to.length)
}

/** Longer input is no slip of the pen, and would only cost time. */
const longest = 100

/** The known name that is closest to the typed one; `undefined` when none is close. Case does not count. */
export function closeMatch(typed: string, known: Iterable<string>): string | undefined {
  if (typed.length > longest) return undefined
  const wanted = typed.toLowerCase()
  const limit = Math.max(2, Math.ceil(typed.length * 0.4))
  let best: { readonly name: string; readonly far: number } | undefined
  for (const name of known) {
    if (Math.abs(name.length - typed.length) > limit) continue
    const far = distance(wanted, name.toLowerCase())
    if (far <= limit && far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { name, far }
  }
  return best?.name
}
