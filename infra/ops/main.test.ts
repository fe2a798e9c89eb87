/**
 * What the program says when the contract, which it loads with everything else, is broken.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** The program with a few words of a module replaced. */
async function scopes(args: readonly string[], broken: object) {
  const command = ['--import', path('../aws/testing/break-contract.ts'), path('./main.ts'), ...args]
  return promisify(execFile)(process.execPath, command, {
    env: { ...process.env, BREAK: JSON.stringify({ module: 'scopes/catalog.ts', ...broken }) },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    // Safe: what execFile rejects with when the program ends with another code than 0.
    (error: unknown) => error as { readonly code: number; readonly stdout: string; readonly stderr: string },
  )
}

test.each([
  [['matrix'], 2],
  [['plan'], 1],
])('a contract that does not compile is told in one line by %j, with what to type next', async (args, code) => {
  const ran = await scopes(args, { from: 'export const roles = {', to: 'export const roles = {{' })
  expect([ran.code, ran.stdout, ran.stderr.split('\n').length]).toEqual([code, '', 3])
  expect(ran.stderr).toMatch(
    /^The contract cannot be loaded \(SyntaxError: .*\)\.\nNext: `npx -y pnpm@12\.21\.0 check`/,
  )
})
