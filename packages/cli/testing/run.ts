/** Runs a command line as `main.ts` would, in this process, and keeps what it said. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Terminal } from '../program/command.ts'
import { runScopes } from '../program/program.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** The folder of the system that tests use unless they name another. */
export const fleetRoot: string = dirname(fileURLToPath(import.meta.resolve('@scopegate/testing/fleet/contract')))

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
    folder: fleetRoot,
    ...outside,
  })
  return { code, out, err }
}
