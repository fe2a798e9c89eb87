/** What a bench says at its end, for people, for programs, and for the README. */
import { loadavg } from 'node:os'
import type { Judged, Limit } from './interleave.ts'
import { table } from './table.ts'

export interface Options {
  /** Fewer rounds, and no row is missed. */
  readonly quick: boolean
  readonly json: boolean
  /** Only rows that hold one of these texts in their name; all without. */
  readonly only: readonly string[]
  /** The file for a picture. */
  readonly svg: string | undefined
  /** The folder for profiles of the servers. */
  readonly profile: string | undefined
}

export interface Outcome {
  readonly text: string
  readonly missed: boolean
}

export interface Report {
  readonly bench: string
  readonly quick: boolean
  readonly rounds: number
  readonly node: string
  /** The machine's load average over a minute, before and after. */
  readonly load: readonly number[]
  readonly rows: readonly Judged[]
  /** What makes the bench fail, whatever the ratios are. */
  readonly faults: readonly string[]
}

/** What is said in the columns of a bench. */
export interface Words {
  readonly subject: string
  /** `time`: how much longer it took. */
  readonly rate: 'throughput' | 'time'
  /** What `microseconds` is shown in. */
  readonly unit: 'µs' | 'ms'
}

const bound = ({ most, least }: Limit = {}): string[] => [
  ...(most === undefined ? [] : [`≤ ${most}`]),
  ...(least === undefined ? [] : [`≥ ${least}`]),
]

const verdicts = { ok: 'ok', over: 'OVER', '?': 'over?', '': '' } as const

/** Runs the measurement between two looks at the machine's load. */
export async function reported(
  bench: string,
  { quick }: Options,
  rounds: number,
  run: () => Promise<readonly Judged[]>,
): Promise<Report> {
  const load = () => Math.round((loadavg()[0] ?? 0) * 100) / 100
  const before = load()
  const rows = await run()
  return { bench, quick, rounds, node: process.version, load: [before, load()], rows, faults: [] }
}

export function outcomeOf(report: Report, { json }: Options, words: Words): Outcome {
  const { rows, load, node, rounds, quick, faults } = report
  const missed = faults.length > 0 || rows.some(({ verdict }) => verdict === 'over')
  if (json) return { text: JSON.stringify(report), missed }
  const cells = rows.map((row) => [
    row.name,
    (row.microseconds / (words.unit === 'ms' ? 1000 : 1)).toFixed(words.unit === 'ms' ? 0 : 1),
    `${row.cpuRatio.toFixed(2)}×`,
    `${(words.rate === 'time' ? 1 / row.rateRatio : row.rateRatio).toFixed(2)}×`,
    [
      ...bound(row.cpu),
      ...bound(row.time).map((text) => `${text} µs`),
      ...bound(row.rate).map((text) => `${words.rate} ${text}`),
    ].join('; '),
    verdicts[row.verdict],
  ])
  const said = [
    `Node ${node}; medians of ${rounds} interleaved rounds; load average ${load.map((each) => each.toFixed(2)).join(' before, ')} after`,
    ...(quick ? ['Quick: too few rounds for a verdict. `over?` asks for a whole run'] : []),
    ...(rows.some(({ verdict }) => verdict === 'over') ? ['OVER: over the budget in two runs'] : []),
    ...faults,
  ]
  const text = table([words.subject, `CPU ${words.unit}`, 'CPU', words.rate, 'budget', 'verdict'], cells)
  return { text: [text, '', ...said].join('\n'), missed }
}
