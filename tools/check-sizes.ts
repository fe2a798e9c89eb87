/** The file-size rule: one idea a file. No file over 250 lines, half of them at most 90. */
import type { SourceFile } from './sources.ts'

const ceiling = 250
const warning = 200
const medianBudget = 90

export interface SizeReport {
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
}

export function checkSizes(files: readonly SourceFile[]): SizeReport {
  const sizes = files
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .sort((a, b) => a.lines - b.lines)
  const median = sizes[Math.floor(sizes.length / 2)]?.lines ?? 0
  return {
    errors: [
      ...sizes
        .filter(({ lines }) => lines > ceiling)
        .map(
          ({ path, lines }) => `${path} has ${lines} lines, over ${ceiling}: give its second idea a file of its own`,
        ),
      ...(median > medianBudget ? [`The median file has ${median} lines, over ${medianBudget}`] : []),
    ],
    warnings: sizes
      .filter(({ lines }) => lines > warning && lines <= ceiling)
      .map(({ path, lines }) => `${path} has ${lines} lines`),
  }
}
