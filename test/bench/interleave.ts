/**
 * Measures several subjects in turns, so that a slow moment of the machine falls on all of them, and judges the ratio of
 * two of them in the same round. A row over its budget is measured once more, and is missed when it is over it again.
 */
import { median } from './table.ts'

/** What one piece of work took, in microseconds. */
export interface Sample {
  readonly cpu: number
  readonly wall: number
}

/** By name; each measures once. */
export type Subjects = ReadonlyMap<string, () => Promise<Sample>>

/** The limits of a ratio. */
export interface Limit {
  readonly most?: number
  readonly least?: number
}

/** A line of the report: one subject against another. */
export interface Row {
  readonly name: string
  readonly of: string
  readonly against: string
  /** Of CPU time. */
  readonly cpu?: Limit
  /** Of how many a second. */
  readonly rate?: Limit
  /** Of the CPU time itself, in microseconds: on a slow machine it says little. */
  readonly time?: Limit
}

export interface Judged extends Row {
  readonly microseconds: number
  readonly cpuRatio: number
  readonly rateRatio: number
  /** `over`: in both runs. `?`: in the only run that there was. */
  readonly verdict: 'ok' | 'over' | '?' | ''
}

type Samples = ReadonlyMap<string, readonly Sample[]>

/** So many subjects stand between two visits to the one that most are compared with. */
const stride = 6

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Every round visits all subjects, beginning with another one; the common measure several times, near to each. */
async function interleaved(subjects: Subjects, common: string, rounds: number): Promise<Samples> {
  const samples = new Map<string, Sample[]>([...subjects.keys()].map((name) => [name, []]))
  const others = [...subjects.keys()].filter((name) => name !== common)
  const order = others.flatMap((name, at) => (at % stride === 0 ? [common, name] : [name]))
  for (let round = 0; round < rounds; round++) {
    const taken = new Map<string, Sample[]>()
    for (const [turn] of order.entries()) {
      const name = order[(turn + round * 5) % order.length] ?? common
      const sample = await subjects.get(name)?.()
      if (sample !== undefined) taken.set(name, [...(taken.get(name) ?? []), sample])
    }
    for (const [name, each] of taken) {
      samples.get(name)?.push({ cpu: mean(each.map(({ cpu }) => cpu)), wall: mean(each.map(({ wall }) => wall)) })
    }
    process.stderr.write(`  round ${round + 1} of ${rounds}\n`)
  }
  return samples
}

const within = (value: number, { most = Number.POSITIVE_INFINITY, least = 0 }: Limit = {}): boolean =>
  value <= most && value >= least

/** @throws Error for a row whose subjects were not measured */
function judge(row: Row, samples: Samples): Judged {
  const own = samples.get(row.of) ?? []
  const others = samples.get(row.against) ?? []
  if (own.length === 0 || own.length !== others.length) throw new Error(`\`${row.name}\` was not measured`)
  const ratio = (of: (sample: Sample) => number) =>
    median(own.map((sample, at) => of(sample) / of(others[at] ?? sample)))
  const cpuRatio = ratio(({ cpu }) => cpu)
  const rateRatio = 1 / ratio(({ wall }) => wall)
  const microseconds = median(own.map(({ cpu }) => cpu))
  const kept = within(cpuRatio, row.cpu) && within(rateRatio, row.rate) && within(microseconds, row.time)
  const hasLimit = [row.cpu, row.rate, row.time].some((limit) => limit !== undefined)
  return { ...row, microseconds, cpuRatio, rateRatio, verdict: hasLimit ? (kept ? 'ok' : 'over') : '' }
}

/** What most rows are compared with. */
const commonOf = (rows: readonly Row[]): string =>
  [...Map.groupBy(rows, ({ against }) => against)].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? ''

/** The rows of which a name holds one of the texts, all without one, and what they need. @throws Error when there is none */
export function chosen(rows: readonly Row[], only: readonly string[]): [readonly Row[], ReadonlySet<string>] {
  const own = rows.filter(({ name }) => only.length === 0 || only.some((text) => name.includes(text)))
  if (own.length === 0) throw new Error(`No row has \`${only.join('`, `')}\` in its name`)
  return [own, new Set(own.flatMap(({ of, against }) => [of, against]))]
}

/** Measures the subjects in turns, and judges the rows that need no others. */
export async function judgedOnce(subjects: Subjects, rows: readonly Row[], rounds: number): Promise<readonly Judged[]> {
  const common = commonOf(rows.filter(({ against }) => subjects.has(against)))
  const wanted = new Set([common, ...rows.flatMap(({ of, against }) => [of, against])])
  const samples = await interleaved(new Map([...subjects].filter(([name]) => wanted.has(name))), common, rounds)
  return rows.map((row) => judge(row, samples))
}

/** Measures the rows once, and those that are over their budget once more. Without `again` nothing is called missed. */
export async function judgedAgain(
  rows: readonly Row[],
  again: boolean,
  once: (rows: readonly Row[]) => Promise<readonly Judged[]>,
): Promise<readonly Judged[]> {
  const first = await once(rows)
  const over = new Set(first.filter(({ verdict }) => verdict === 'over').map(({ name }) => name))
  if (!again || over.size === 0) return first.map((row) => (row.verdict === 'over' ? { ...row, verdict: '?' } : row))
  process.stderr.write(`  once more: ${[...over].join(', ')}\n`)
  const second = new Map((await once(rows.filter(({ name }) => over.has(name)))).map((row) => [row.name, row]))
  return first.map((row) => second.get(row.name) ?? row)
}

/** The two together, for subjects that stay. @param again whether a row over its budget is measured once more */
export const judged = (
  subjects: Subjects,
  rows: readonly Row[],
  rounds: number,
  again: boolean,
): Promise<readonly Judged[]> => judgedAgain(rows, again, (some) => judgedOnce(subjects, some, rounds))
