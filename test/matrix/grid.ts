/** A grid that people read: who down, or operations down; one short word in each cell. */
import { aligned } from '@scopegate/cli/program/table'

/** Lays out a heading, the columns' names and one line for each row, all aligned. */
export const grid = (
  heading: string,
  columns: readonly string[],
  rows: readonly { readonly name: string; readonly cells: readonly string[] }[],
): string =>
  aligned(
    [[heading, ...columns], ...rows.map(({ name, cells }) => [name, ...cells])].map((line) =>
      line.map((text) => ({ text })),
    ),
  ).trimEnd()
