/** What a function's cold start costs: a fresh Node process that loads it and answers its first event. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chosen, judged, type Row, type Sample } from '../interleave.ts'
import { type Options, type Outcome, outcomeOf, reported } from '../outcome.ts'
import { type Cold, startFunctions } from './functions.ts'

const program = fileURLToPath(new URL('sample.mjs', import.meta.url))

/** What every function finds in its surroundings, and nothing of this process's. */
const surroundings = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' }

/** Writes the function down, and gives what starts it once. */
function starter(
  folder: string,
  { name, files, event, environment, answers }: Cold,
  at: number,
): () => Promise<Sample> {
  const place = join(folder, String(at))
  mkdirSync(place)
  for (const file of files) writeFileSync(join(place, file.name), file.contents)
  const index = files.find((file) => file.name.startsWith('index.'))?.name ?? ''
  const asked = join(folder, `${at}.json`)
  writeFileSync(asked, JSON.stringify(event))
  return async () => {
    const child = spawn(process.execPath, [program, pathToFileURL(join(place, index)).href, asked], {
      env: { ...surroundings, ...environment },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    })
    // Safe: both are pipes, as said above.
    const [, , stderr, pipe] = child.stdio as unknown as readonly Readable[]
    if (stderr === undefined || pipe === undefined) throw new Error('The process has no pipes')
    const [said, fault] = await Promise.all([text(pipe), text(stderr), once(child, 'close')])
    if (!said.includes(answers)) throw new Error(`\`${name}\` is not measured, it answers ${said} ${fault}`)
    // Safe: the program writes nothing else.
    return JSON.parse(said) as Sample
  }
}

/** Runs it. @throws Error when a function does not answer what it must */
export async function cold(options: Options): Promise<Outcome> {
  const rounds = options.quick ? 5 : 15
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-cold-'))
  const { functions, close } = await startFunctions()
  try {
    const all = new Map(functions.map((each, at) => [each.name, starter(folder, each, at)]))
    const rows: readonly Row[] = functions.map(({ name, files, cpu }) => ({
      name: `${name} (${Math.ceil(files.reduce((sum, { contents }) => sum + contents.length, 0) / 1000)} kB)`,
      of: name,
      against: functions[0]?.name ?? name,
      ...(cpu === undefined ? {} : { cpu }),
    }))
    const [wanted, names] = chosen(rows, options.only)
    const subjects = new Map([...all].filter(([name]) => names.has(name)))
    // The files are in the machine's memory afterwards.
    for (const start of subjects.values()) await start()
    const report = await reported('cold', options, rounds, () => judged(subjects, wanted, rounds, !options.quick))
    return outcomeOf(report, options, { subject: 'cold start', rate: 'time', unit: 'ms' })
  } finally {
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
}
