/**
 * Runs a command line as `main.ts` would, in this process, and keeps what it said.
 *
 * @module
 */
import { fileURLToPath } from 'node:url'
import type { Terminal } from '../program/command.ts'
import { runScopes } from '../program/program.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs it. `outside` overrides what the command finds there: standard input, the clock, the environment. */
export async function run(args: readonly string[], outside: Partial<Terminal> = {}): Promise<Ran> {
  let [out, err] = ['', '']
  const code = await runScopes(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    interactive: false,
    stdin: () => Promise.resolve(''),
    environment: {},
    now: Date.now,
    root: fileURLToPath(new URL('../../../', import.meta.url)),
    ...outside,
  })
  return { code, out, err }
}
