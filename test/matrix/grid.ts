/**
 * A grid that people read: who down, or operations down; one short word in each cell.
 *
 * @module
 */

/** Lays out a heading, the columns' names and one line for each row, all aligned. */
export function grid(
  heading: string,
  columns: readonly string[],
  rows: readonly { readonly name: string; readonly cells: readonly string[] }[],
): string {
  const first = Math.max(heading.length, ...rows.map(({ name }) => name.length))
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map(({ cells }) => cells[index]?.length ?? 0)),
  )
  const line = (name: string, cells: readonly string[]) =>
    [name.padEnd(first), ...cells.map((cell, index) => cell.padEnd(widths[index] ?? 0))].join('  ').trimEnd()
  return [line(heading, columns), ...rows.map(({ name, cells }) => line(name, cells))].join('\n')
}
