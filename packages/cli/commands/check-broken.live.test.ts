/** What `scopes check` says of a contract with a mistake that only the type checker would see. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Checkout, newCheckout } from '../testing/checkout.ts'
import { spawned } from '../testing/spawned.ts'

let checkout: Checkout
beforeEach(() => {
  checkout = newCheckout()
})
afterEach(() => checkout.remove())

const misspelt = ['operations.ts', "access: requires('read:deposit')", "access: requires('raed:deposit')"] as const
const longLived = ['catalog.ts', 'accessTokenMinutes: 15', 'accessTokenMinutes: 45'] as const
const unlisted = ['catalog.ts', "name: 'Fleet',\n    scopes:", "name: 'Fleet',\n    scops:"] as const

/** Runs `scopes` on a contract that was broken so. */
function scopes(
  [file, from, to]: readonly [string, string, string],
  variables: Readonly<Record<string, string>>,
  ...args: readonly string[]
) {
  checkout.replace(file, from, to)
  return spawned(checkout.root, args, variables)
}

test('check tells every breach of a contract that cannot be built, and what it could not judge', async () => {
  const { code, out, err } = await scopes(misspelt, {}, 'check')
  expect([code, err]).toEqual([1, ''])
  expect(out.replace(/\d+ rules/, 'N rules')).toMatchInlineSnapshot(`
    "error RS006: The operation \`getDeposit\` requires the scope \`raed:deposit\`, which does not exist
      --> scopes/operations.ts:83
      why: A misspelt scope drops the operation’s route from every API, and a client’s deployment fails.
      fix: Correct the scope’s name, or add the scope to its resource server in the contract

    1 error, no warnings: N rules judged.
    Not judged: everything else, which needs a contract that these rules do not fail.
    Next: \`scopes check --explain <id>\` says more about a rule
    "
  `)
})

test('check reports every breach as JSON', async () => {
  const { code, out } = await scopes(unlisted, {}, 'check', '--json')
  expect([code, JSON.parse(out)]).toMatchObject([1, { ok: false, counts: { error: 7 }, quotas: [] }])
})

test('check judges the template of a contract that can be built, whatever else it breaks, and leaves nothing of it behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-left-'))
  const only = ['--rule', 'access-token-lives-long', '--rule', 'RS051']
  const { code, out } = await scopes(longLived, { TMPDIR: folder }, 'check', ...only)
  const left = readdirSync(folder)
  rmSync(folder, { recursive: true })
  expect(left).toEqual([])
  expect([code, out.match(/^error RS\d+/gm)]).toEqual([1, ['error RS026']])
  expect(out).toContain('2 rules judged')
}, 120_000)

test('a rule that needs a sound contract is not said to be kept', async () => {
  const { code, out, err } = await scopes(misspelt, {}, 'check', '--rule', 'RS037')
  expect([code, out]).toEqual([2, ''])
  expect(err).toBe(
    'The contract breaks RS006, and these rules need one that does not.\n' +
      'Next: type `scopes check --contract-only` and mend what it finds\n',
  )
})
