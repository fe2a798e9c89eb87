/**
 * What the command line says of a contract that breaks its own rules, in a process that sees it so.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

const misspelt = {
  module: 'scopes/operations.ts',
  from: "access: requires('read:wallet')",
  to: "access: requires('raed:wallet')",
}
const unlisted = {
  module: 'scopes/catalog.ts',
  from: "name: 'Inventory',\n    scopes:",
  to: "name: 'Inventory',\n    scops:",
}
const longLived = { module: 'scopes/catalog.ts', from: 'accessTokenMinutes: 15', to: 'accessTokenMinutes: 45' }

/** Runs `scopes` as `pnpm scopes` does, on a contract with a mistake that only the type checker would see. */
async function scopes(broken: typeof misspelt, ...given: readonly (string | Readonly<Record<string, string>>)[]) {
  const args = given.filter((each) => typeof each === 'string')
  const [variables = {}] = given.filter((each) => typeof each !== 'string')
  const hook = ['--import', `${root}packages/cdk/testing/break-contract.ts`]
  const env = { ...process.env, ...variables, BREAK: JSON.stringify(broken) }
  return promisify(execFile)(process.execPath, [...hook, `${root}packages/cli/main.ts`, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    // Safe: what execFile rejects with when the program ends with another code than 0.
    (error: unknown) => error as { readonly code: number; readonly stdout: string; readonly stderr: string },
  )
}

test('check tells every breach of a contract that cannot be built, and what it could not judge', async () => {
  const { code, stdout, stderr } = await scopes(misspelt, 'check')
  expect([code, stderr]).toEqual([1, ''])
  expect(stdout).toMatchInlineSnapshot(`
    "error RS006: The operation \`getWallet\` requires the scope \`raed:wallet\`, which does not exist
      --> scopes/operations.ts:127
      why: A misspelt scope drops the operation’s route from every API, and a client’s deployment fails.
      fix: Correct it or add the scope

    1 error, no warnings: 19 rules judged.
    Not judged: everything else, which needs a contract that these rules do not fail.
    Next: \`scopes check --explain <id>\` says more about a rule
    "
  `)
  const more = await scopes(unlisted, 'check', '--json')
  expect([more.code, JSON.parse(more.stdout)]).toMatchObject([1, { ok: false, counts: { error: 7 }, quotas: [] }])
})

test('check judges the template of a contract that can be built, whatever else it breaks, and leaves nothing of it behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-left-'))
  const only = ['--rule', 'access-token-lives-long', '--rule', 'RS051']
  const { code, stdout } = await scopes(longLived, 'check', ...only, { TMPDIR: folder })
  const left = readdirSync(folder)
  rmSync(folder, { recursive: true })
  expect(left).toEqual([])
  expect([code, stdout.match(/^error RS\d+/gm)]).toEqual([1, ['error RS026', 'error RS051', 'error RS051']])
})

test('a rule that needs a sound contract is not said to be kept', async () => {
  const { code, stdout, stderr } = await scopes(misspelt, 'check', '--rule', 'RS037')
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toBe(
    'The contract breaks RS006, and these rules need one that does not.\n' +
      'Next: type `scopes check --contract-only` and mend what it finds\n',
  )
})
