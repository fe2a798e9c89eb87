/** Synthesizes for a start, or leaves the assembly of the last one where it is: when nothing that it came from has changed. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { inputsOf } from './assembly-key.ts'
import { type SynthesizeOptions, synthesize } from './synthesize.ts'

export interface ReuseOptions extends Omit<SynthesizeOptions, 'record'> {
  /** The system's folder. */
  readonly root: string
  /** Synthesize in any case. */
  readonly fresh: boolean
  readonly log: (line: string) => void
}

/** The clock of files may be so many milliseconds behind. */
const coarse = 20

/** @throws Error of one line with the app's own message. */
export async function synthesizeOnce({ root, fresh, log, ...run }: ReuseOptions): Promise<void> {
  const [keyFile, record] = [`${run.outdir}.key`, `${run.outdir}.inputs`]
  const inputs = () => inputsOf(root, run, filesIn(record))
  if (!fresh && textIn(keyFile) === attempt(inputs)?.key) return log('The template is that of the last start')
  for (const file of [keyFile, record]) rmSync(file, { force: true })
  log('Synthesizing the template')
  const began = Date.now()
  const ofRoot = () => inputsOf(root, { ...run, outdir: 'none' }, []).key
  const before = ofRoot()
  await synthesize({ ...run, record })
  const made = attempt(inputs)
  // What changed meanwhile may be in the assembly or not: a file that came or went, then one that is another.
  if (made === undefined || before !== ofRoot() || made.newest > began - coarse) return
  writeFileSync(keyFile, made.key, { mode: 0o600 })
}

const textIn = (file: string) => attempt(() => readFileSync(file, 'utf8')) ?? 'none'

/** @throws Error when nothing was recorded, or half of it */
function filesIn(record: string): readonly string[] {
  const files: unknown = JSON.parse(readFileSync(record, 'utf8'))
  if (Array.isArray(files) && files.every((file) => typeof file === 'string')) return files
  throw new TypeError('No list of files')
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}
