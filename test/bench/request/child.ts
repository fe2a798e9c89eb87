/** A process of its own for one server or one function, so that its CPU time is nobody else's. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Setup } from './issuer.ts'

/** What the process is asked: its CPU time so far, some work, or to end. */
export type Ask =
  | { readonly kind: 'usage' }
  | { readonly kind: 'work'; readonly tokens: readonly string[] }
  | { readonly kind: 'end' }

/** Microseconds. Of `work` what that took, of `usage` what the process has taken. */
export interface Usage {
  readonly cpu: number
  readonly wall: number
  /** Resident memory of the process, in bytes. */
  readonly memory: number
}

export type Answer = Usage | { readonly port: number } | { readonly fault: string }

export interface Child {
  /** 0 for a function. */
  readonly port: number
  readonly ask: (ask: Ask) => Promise<Usage>
  /** Resolves when the process has ended by itself. */
  readonly end: () => Promise<void>
}

const program = fileURLToPath(new URL('program.ts', import.meta.url))

async function answerOf(child: ChildProcess): Promise<Answer> {
  const ended = new AbortController()
  try {
    const [answer] = await Promise.race([
      once(child, 'message', { signal: ended.signal }),
      once(child, 'exit', { signal: ended.signal }).then(() => [{ fault: 'It has ended' }]),
    ])
    // Safe: the program sends nothing else.
    return answer as Answer
  } finally {
    ended.abort()
  }
}

/** Starts it. @param output the file that gets its standard output @param profile the folder for a profile of its CPU time */
export async function startChild(name: string, setup: Setup, output: string, profile?: string): Promise<Child> {
  const stdout = openSync(output, 'w')
  const child = fork(program, [name, JSON.stringify(setup)], {
    stdio: ['ignore', stdout, 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
    execArgv:
      profile === undefined
        ? []
        : ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name.replace('/', '-')}.cpuprofile`],
  })
  closeSync(stdout)
  const started = await answerOf(child)
  if (!('port' in started)) throw new Error(`The server ${name} did not start`)
  return {
    port: started.port,
    ask: async (ask) => {
      const answer = answerOf(child)
      child.send(ask)
      const usage = await answer
      if ('cpu' in usage) return usage
      throw new Error(`${name}: ${'fault' in usage ? usage.fault : 'no answer'}`)
    },
    end: async () => {
      const exit = once(child, 'exit')
      child.send({ kind: 'end' } satisfies Ask)
      await exit
    },
  }
}
