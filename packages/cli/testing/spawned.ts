/** Runs the command line in a process of its own, as a shell would. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Ran } from './run.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** Runs it in a folder, whose system it finds. */
export const spawned = (
  folder: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, ...variables } }
    execFile(process.execPath, [main, ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
