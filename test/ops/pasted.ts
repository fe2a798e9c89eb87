/** Command lines as a reader pastes them from a page or from the help. */
import type { Ran } from '@scopegate/cli/testing/index'
import { inject } from 'vitest'
import { run } from '../support/run.ts'

const askTheStack: ReadonlySet<string> = new Set(['token', 'why', 'drift'])

/**
 * Runs a pipe of command lines, each of `scopes`. The stack of the tests stands where a reader’s own would.
 *
 * @throws Error for a line that calls anything else
 */
export async function pasted(line: string): Promise<Ran> {
  let ran: Ran = { code: 0, out: '', err: '' }
  for (const part of line.split(' | ')) {
    const { out } = ran
    const [name, command = '', ...args] = part.split(' ')
    if (name !== 'scopes') throw new Error(`The line calls \`${name}\``)
    const where = askTheStack.has(command) ? ['--directory', inject('stackDirectory')] : []
    ran = await run([command, ...args, ...where], { stdin: () => Promise.resolve(out) })
  }
  return ran
}
