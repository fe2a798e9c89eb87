/** How a cost grows with the size of the contract, as a table and as a verdict. */
import { table } from './table.ts'

/** Three pools with the 300 routes that API Gateway admits each have no more operations than the last. */
const sizes = [9, 90, 900] as const

/** Ten times the size may cost twelve times the time: sets and maps grow a little slower than they are filled. */
const budget = 12

/** A neighbour on the machine takes the caches that a large contract needs. */
const attempts = 3

const together = 'all together'

/** Milliseconds for each kind of work on a contract of that size. */
export type Times = (size: number) => ReadonlyMap<string, number>

type Rows = ReadonlyMap<string, readonly number[]>

function rowsOf(times: Times, reference: string | undefined): Rows {
  const rows = new Map<string, number[]>()
  for (const size of sizes) {
    const each = times(size)
    const sum = [...each].reduce((all, [name, time]) => (name === reference ? all : all + time), 0)
    for (const [name, time] of [...each, [together, sum] as const]) rows.set(name, [...(rows.get(name) ?? []), time])
  }
  return rows
}

/** What the last step of the sizes costs. */
const growth = (all: readonly number[] = []): number => (all.at(-1) ?? Number.NaN) / (all.at(-2) ?? Number.NaN)

/**
 * @param reference the row of work that is linear for certain: where the caches of the machine end, that grows by more
 *   than the budget as well, and all work together may grow as much
 * @throws Error when a tenfold contract costs more than that, all work together, however often it is tried
 */
export function growthTable(what: string, times: Times, reference?: string): string {
  let rows = rowsOf(times, reference)
  const most = () => Math.max(budget, reference === undefined ? 0 : growth(rows.get(reference)))
  for (let attempt = 1; attempt < attempts && growth(rows.get(together)) > most(); attempt++) {
    rows = rowsOf(times, reference)
  }
  const cells = [...rows].map(([name, all]) => [
    name,
    ...all.map((time) => time.toFixed(1)),
    `${growth(all).toFixed(1)}×`,
  ])
  const report = table([what, ...sizes.map((size) => `ms at ${size.toLocaleString('en')}`), 'tenfold'], cells)
  const all = growth(rows.get(together))
  if (all <= most()) return report
  throw new Error(`${report}\nTen times the size cost ${all.toFixed(1)} times the time, over ${most().toFixed(1)}`)
}
