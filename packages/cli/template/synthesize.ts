/**
 * Synthesizes the system's CDK app in a process of its own, as `cdk synth` does: CDK is slow to load and keeps what it loads.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Stack } from '@scopegate/template'
import { Failure } from '../program/failure.ts'
import { steadyEnvironment } from './assembly-key.ts'
import { loadTemplates } from './load.ts'
import { recording } from './record.ts'

export interface Run {
  readonly app: string
  readonly stage: string
  /** Where the cloud assembly goes. */
  readonly outdir: string
  /** Where the app leaves the list of the files that it was made from. */
  readonly record?: string
}

export interface SynthesizeOptions extends Run {
  /** Where all that the app prints goes. */
  readonly logFile: string
}

/** @throws Error of one line with the app's own message. */
export async function synthesize({ logFile, ...run }: SynthesizeOptions): Promise<void> {
  mkdirSync(run.outdir, { recursive: true, mode: 0o700 })
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 })
  const { code, output } = await runApp(run)
  writeFileSync(logFile, output, { mode: 0o600 })
  if (code === 0) return makePrivate(run.outdir)
  const { refusal, failure } = reasonIn(output)
  throw new Error(refusal ?? `The CDK app does not synthesize: ${failure} (all of it: ${logFile})`)
}

/** The templates of this working tree, from a folder that is gone afterwards. `root` has a slash at the end. */
export async function synthesizeTemplates(root: string, stage = 'local'): Promise<readonly Stack[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'scopegate-check-'))
  try {
    const { code, output } = await runApp({ app: `${root}infra/app.ts`, stage, outdir })
    if (code === 0) return loadTemplates(outdir)
    const { refusal, failure } = reasonIn(output)
    throw new Failure(
      `The template does not synthesize: ${refusal ?? failure}`,
      'run `scopes synth` to see all it says, or check the contract alone with `--contract-only`',
    )
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

/** Its exit code, and all that it prints. */
async function runApp({ app, stage, outdir, record }: Run) {
  const child = spawn(process.execPath, [...(record === undefined ? [] : recording(record)), app], {
    cwd: dirname(app),
    env: { ...steadyEnvironment(), CDK_OUTDIR: outdir, SCOPEGATE_STAGE: stage },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // It ends with us, also when we are told to end in the middle.
  const endIt = () => child.kill()
  process.once('exit', endIt)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  // Safe: `close` is emitted with the exit code.
  const [code] = (await once(child, 'close')) as [number | null]
  process.off('exit', endIt)
  return { code, output }
}

/**
 * Only the copies are made the owner's. An umask for the app would reach the bundles that it keeps elsewhere, which are
 * deployed with their modes, and Lambda runs as another user.
 */
function makePrivate(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600)
  }
}

/** What the app itself refuses, which is meant for people, or else the message of the error that ended the process. */
function reasonIn(output: string) {
  const lines = output.split('\n').map((line) => line.trim())
  const [refusal] = lines.flatMap((line) => /^(?:Cannot synthesize|Error): (.+)$/.exec(line)?.[1] ?? [])
  const error = lines.find((line) => /^(\w*Error)\b.*: /.test(line)) ?? lines.findLast((line) => line !== '')
  return { refusal, failure: error ?? 'it does not say why' }
}
