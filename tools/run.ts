/** Runs a program of the workspace with this very Node and shows its output as it comes. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The checkout's root, with a trailing slash. */
export const root = fileURLToPath(new URL('../', import.meta.url))

/** Resolves with the exit code; a program ended by a signal counts as 1. */
export function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Runs a program that a package of the workspace root ships, by its name in `node_modules/.bin`. */
export const runBin = (name: string, ...args: readonly string[]): Promise<number> =>
  run(`${root}node_modules/.bin/${name}`, args)
