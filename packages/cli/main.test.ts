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

const told = (cause: string) =>
  `The contract cannot be loaded (${cause}).\nNext: \`npx -y pnpm@12.21.0 check\` shows where\n`
const untold = (cause: string) =>
  `The contract, or a package, cannot be loaded (${cause}).\nNext: \`npx -y pnpm@12.21.0 check\` shows where; what is missing, \`install\` brings\n`
const from = 'export const roles = {'

test.each([
  [['matrix'], 2],
  [['plan'], 1],
])(
  'a contract that does not compile is told in one line by %j, with its file and what to type next',
  async (args, code) => {
    expect(await scopes(args, { from, to: `${from}{` })).toMatchObject({
      code,
      stdout: '',
      stderr: told('SyntaxError in scopes/catalog.ts'),
    })
  },
)

const hidden = 'hidden-from-everyone in /home/amy/scopes/secret.ts'

test.each([
  ['throws', `throw new RangeError('${hidden}')`, told('RangeError in scopes/catalog.ts')],
  ['throws what is no error', `throw '${hidden}'`, untold('string')],
  ['imports what is not there', `import './${hidden}'`, untold('Error')],
  ['lacks what others import', 'export const renamed = {}; const', told('SyntaxError in scopes/unchecked.ts')],
])('of a contract that %s neither the message nor a path of this machine is repeated', async (_, line, said) => {
  const to = line.endsWith('const') ? `${line} roles = {` : `${line}\n${from}`
  const { code, stdout, stderr } = await scopes(['matrix'], { from, to })
  expect([code, stdout, stderr]).toEqual([2, '', said])
})
