/** A table of text in the three forms that people read or load: aligned, Markdown and CSV. */

/** A cell's text, and how to mark it once it is padded. */
export interface Cell {
  readonly text: string
  readonly mark?: ((text: string) => string) | undefined
}

type Line = readonly Cell[]

const linesOf = (lines: readonly string[]) => `${lines.join('\n')}\n`

/** In columns of equal width, two spaces apart. */
export function aligned(lines: readonly Line[]): string {
  const widths: number[] = []
  for (const line of lines) {
    for (const [index, { text }] of line.entries()) widths[index] = Math.max(widths[index] ?? 0, text.length)
  }
  const padded = ({ text, mark }: Cell, index: number, last: boolean) => {
    // Blanks at the end of a line are invisible until somebody compares two files.
    const space = last ? '' : ' '.repeat((widths[index] ?? 0) - text.length)
    return `${mark?.(text) ?? text}${space}`
  }
  return linesOf(
    lines.map((line) =>
      line
        .map((cell, index) => padded(cell, index, index === line.length - 1))
        .join('  ')
        .trimEnd(),
    ),
  )
}

/** GitHub's tables. */
export function markdown(heading: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`
  return linesOf([row(heading), `|${'---|'.repeat(heading.length)}`, ...lines.map(row)])
}

/** RFC 4180, but with `\n`. */
export function csv(heading: readonly string[], lines: readonly (readonly string[])[]): string {
  const field = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return linesOf([heading, ...lines].map((cells) => cells.map(field).join(',')))
}
