/** Runs `scopes start` as a process of its own, and ends it with the test, however the test ends. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { fleetRoot } from '@scopegate/testing/fleet/synthesized'
import { onTestFinished, vi } from 'vitest'

const main = fileURLToPath(new URL('../../main.ts', import.meta.url))

/** A process of a test. */
export interface Started {
  readonly child: ChildProcess
  /** What it has printed so far. */
  readonly said: { readonly out: string; readonly err: string }
  /** Its exit code and the signal that ended it. */
  readonly exited: Promise<readonly [number | null, NodeJS.Signals | null]>
}

/** Starts the program; the process is killed when the running test ends. Only this one, by its id. */
export function startProcess(program: string, args: readonly string[], cwd: string): Started {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString()
  })
  // Safe: `exit` is emitted with code and signal.
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await exited
  })
  return { child, said, exited }
}

/** `scopes start` of the fleet with these options. */
export const runStart = (options: readonly string[], cwd: string): Started =>
  startProcess(process.execPath, [main, 'start', '--root', fleetRoot, ...options], cwd)

/** Waits for the end of the tour, or for an early end. */
export async function ready({ said, exited }: Started): Promise<void> {
  const ended = exited.then(() => {
    throw new Error(`It ended early: ${said.err}`)
  })
  await Promise.race([
    vi.waitFor(
      () => {
        if (!said.out.includes('Ctrl-C stops everything')) throw new Error(`Not ready: ${said.err}`)
      },
      { timeout: 60_000 },
    ),
    ended,
  ])
  // From here on its end is no surprise.
  ended.catch(() => {})
}
