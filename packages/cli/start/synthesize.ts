/**
 * Synthesizes the system's CDK app in a process of its own, as `cdk synth` does: CDK is slow to load and keeps what it loads.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface SynthesizeOptions {
  /** The CDK app's file. */
  readonly app: string
  /** The stage to synthesize. */
  readonly stage: string
  /** Where the cloud assembly goes. */
  readonly outdir: string
  /** Where all that the app prints goes. */
  readonly logFile: string
}

/** @throws Error of one line with the app's own message. */
export async function synthesize({ app, stage, outdir, logFile }: SynthesizeOptions): Promise<void> {
  mkdirSync(outdir, { recursive: true, mode: 0o700 })
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 })
  const child = spawn(process.execPath, [app], {
    cwd: dirname(app),
    env: { ...process.env, CDK_OUTDIR: outdir, SCOPEGATE_STAGE: stage },
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
  writeFileSync(logFile, output, { mode: 0o600 })
  if (code === 0) return makePrivate(outdir)
  const lines = output.split('\n').map((line) => line.trim())
  throw new Error(refusalIn(lines) ?? `The CDK app does not synthesize: ${failureIn(lines)} (all of it: ${logFile})`)
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

/** What the app itself refuses is meant for people, and is shown as it is. */
const refusalIn = (lines: readonly string[]): string | undefined =>
  lines.flatMap((line) => /^(?:Cannot synthesize|Error): (.+)$/.exec(line)?.[1] ?? [])[0]

/** The line that says what went wrong: the message of the error that ended the process. */
const failureIn = (lines: readonly string[]): string =>
  lines.find((line) => /^(\w*Error)\b.*: /.test(line)) ?? lines.findLast((line) => line !== '') ?? 'it does not say why'
