/** Tables for people: columns that stand under each other, in the form that Markdown reads. */
import { markdown } from '@scopegate/cli/program/table'

/** In the form that Markdown reads: numbers stand to the right, words to the left. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const padded = (cells: readonly string[]) =>
    cells.map((cell, at) =>
      /^[\d.,]+[×%]?$/.test(cell) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    )
  return markdown(padded(head), rows.map(padded)).trimEnd()
}

/** The middle of the values: one slow moment of a shared machine does not move it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
