/** A child process that is killed without warning and started again, with the same command on the same port. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface MortalOptions {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** What it writes to standard error when it is ready. */
  readonly ready: string
}

export interface Mortal {
  /**
   * Ends it with SIGKILL. Resolves when it is dead; the next life has begun then, and is not ready yet.
   * A call during a start waits for its end, so that each kill hits a process that works.
   */
  readonly kill: () => Promise<void>
  /** Resolves when the current life is ready. @throws Error with its last words when it ended instead. */
  readonly ready: () => Promise<void>
  /** Lives so far that ended by `kill`. */
  readonly kills: () => number
  readonly stop: () => Promise<void>
}

/**
 * The shell kills its own child when our end of the pipe closes: by `kill`, or because we ended ourselves, in
 * whatever way. So a process id is never looked up, and none outlives the test run.
 */
const supervisor = '"$@" & child=$!; { cat >/dev/null; kill -9 "$child"; } <&3 2>/dev/null & wait "$child"'

interface Life {
  readonly ready: Promise<void>
  readonly end: () => Promise<void>
}

function live({ command, args, env, ready }: MortalOptions): Life {
  const child: ChildProcess = spawn('/bin/sh', ['-c', supervisor, 'sh', command, ...args], {
    env: { PATH: '/usr/bin:/bin', ...env },
    // The decision log would drown the test report.
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const lifeline = child.stdio[3]
  lifeline?.on('error', () => {})
  const started = new Promise<void>((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
      if (said.includes(ready)) resolve()
    })
    void exited.then(() => reject(new Error(`\`${command}\` ended before it was ready: ${said}`)))
  })
  // Whoever asks gets the error; a life that nobody asks about is no unhandled rejection.
  started.catch(() => {})
  const end = async () => {
    lifeline?.destroy()
    await exited
  }
  return { ready: started, end }
}

/** Starts the first life. @throws Error when it ends before it is ready. */
export async function startMortal(options: MortalOptions): Promise<Mortal> {
  let life = live(options)
  let kills = 0
  await life.ready
  return {
    kill: async () => {
      await life.ready
      await life.end()
      kills += 1
      life = live(options)
    },
    ready: () => life.ready,
    kills: () => kills,
    stop: () => life.end(),
  }
}
