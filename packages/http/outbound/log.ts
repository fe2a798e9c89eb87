/** Log lines: one JSON object each on standard output, where Lambda's log group and every container collect them. */

export function writeLine(entry: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(entry)}\n`)
}
