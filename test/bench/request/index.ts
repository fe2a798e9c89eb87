/** What a request costs the server: ours, other people’s, and nobody’s. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chosen, type Judged, judgedAgain, judgedOnce, type Row, type Sample } from '../interleave.ts'
import { type Options, type Outcome, outcomeOf, reported } from '../outcome.ts'
import { type Child, startChild } from './child.ts'
import { startIssuer } from './issuer.ts'
import { computed, served } from './measure.ts'
import { picture } from './picture.ts'
import { freshCount, functionNames, type Kind, rows, servers, subjectOf } from './subjects.ts'

/** A process, its log, and how many requests of each kind it was sent. */
interface Running {
  readonly child: Child
  readonly log: string
  readonly sent: (() => number)[]
}

/** Ends the process. @returns what is wrong with its log, if anything is */
async function faultOf(name: string, { child, log, sent }: Running): Promise<readonly string[]> {
  await child.end()
  const lines = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"event":"decision"')).length
  const wanted = servers[name]?.logs === true ? sent.reduce((sum, counted) => sum + counted(), 0) : 0
  return lines === wanted ? [] : [`${name} wrote ${lines} decision lines for ${wanted} requests`]
}

/** Warms a subject up, and tries it at once: one that is answered otherwise than it must be is not measured. */
async function warm(name: string, measure: () => Promise<Sample>, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await measure().catch((error: unknown) => {
      throw new Error(`\`${name}\` is not measured: ${error instanceof Error ? error.message : String(error)}`)
    })
  }
}

/** Runs it. @throws Error when a subject answers otherwise than it must */
export async function request(options: Options): Promise<Outcome> {
  const { quick, only, svg, profile } = options
  const rounds = quick ? 3 : 9
  const [wanted] = chosen(rows, only)
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-request-'))
  const issuer = await startIssuer()
  const running = new Map<string, Running>()
  const faults: string[] = []
  const start = async (name: string) => {
    const log = join(folder, name.replace('/', '-'))
    const started: Running = { child: await startChild(name, issuer.setup, log, profile), log, sent: [] }
    running.set(name, started)
    return started
  }
  /** Each time in new processes: one that has run for long is not as it was. */
  const once = async (some: readonly Row[]): Promise<readonly Judged[]> => {
    const names = new Set(some.flatMap(({ of, against }) => [of, against, subjectOf('bare', 'public')]))
    const subjects = new Map<string, () => Promise<Sample>>()
    await Promise.all([
      ...Object.entries(servers).map(async ([name, { count, kinds, logs = false }]) => {
        // Safe: the keys of the table.
        const own = (Object.keys(kinds) as Kind[]).filter((kind) => names.has(subjectOf(name, kind)))
        if (own.length === 0) return
        const { child, sent } = await start(name)
        for (const kind of own) {
          const pieces = Math.min(kind === 'fresh' ? freshCount : count, quick ? 800 : count)
          const measured = served(child, kind, pieces, logs, issuer)
          subjects.set(subjectOf(name, kind), measured.measure)
          sent.push(measured.sent)
        }
      }),
      ...functionNames.map(async (name) => {
        const subject = subjectOf('verify', name)
        if (!names.has(subject)) return
        const { child } = await start(`verify/${name}`)
        subjects.set(subject, computed(child, freshCount, issuer))
      }),
    ])
    for (const [name, measure] of subjects) await warm(name, measure, quick ? 3 : 4)
    const judged = await judgedOnce(subjects, some, rounds)
    for (const [name, each] of running) {
      running.delete(name)
      faults.push(...(await faultOf(name, each)))
    }
    return judged
  }
  try {
    const report = await reported('request', options, rounds, () => judgedAgain(wanted, !quick, once))
    if (svg !== undefined) writeFileSync(svg, picture(report))
    return outcomeOf({ ...report, faults }, options, { subject: 'request', rate: 'throughput', unit: 'µs' })
  } finally {
    await Promise.all([...running.values()].map(({ child }) => child.end()))
    await issuer.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
