/** What each command says of a contract with a mistake that only the type checker would see. */
import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Checkout, newCheckout } from '../testing/checkout.ts'
import { spawned } from '../testing/spawned.ts'

const checkouts = new Map<string, Checkout>()
beforeAll(() => {
  for (const [name, [file, from, to]] of Object.entries(breaks)) {
    const checkout = newCheckout()
    checkout.replace(file, from, to)
    checkouts.set(name, checkout)
  }
})
afterAll(() => {
  for (const checkout of checkouts.values()) checkout.remove()
})

const breaks = {
  'a misspelt scope': ['operations.ts', "requires('read:deposit')", "requires('raed:deposit')"],
  'a resource server without scopes': ['catalog.ts', "'Fleet',\n    scopes:", "'Fleet',\n    scops:"],
} as const

const lines = {
  matrix: ['matrix'],
  token: ['token', '--as', 'admin:operator'],
  plan: ['plan'],
  docs: ['docs', '--out', '.'],
  cost: ['cost', '--mau', '1'],
} as const

test.each([
  ['matrix', 'a misspelt scope', 'RS006 The operation `getDeposit` requires the scope `raed:deposit`'],
  ['token', 'a misspelt scope', 'RS006 The operation `getDeposit` requires the scope `raed:deposit`'],
  ['plan', 'a misspelt scope', 'RS006 The operation `getDeposit` requires the scope `raed:deposit`'],
  ['docs', 'a misspelt scope', 'RS006 The operation `getDeposit` requires the scope `raed:deposit`'],
  ['docs', 'a resource server without scopes', 'RS001 The resource server `fleet` has no `scopes`'],
  ['cost', 'a misspelt scope', 'RS006 The operation `getDeposit` requires the scope `raed:deposit`'],
  ['cost', 'a resource server without scopes', 'RS001 The resource server `fleet` has no `scopes`'],
] as const)('%s refuses a contract with %s', async (command, broken, fault) => {
  const root = checkouts.get(broken)?.root ?? ''
  const before = await readdir(root)
  const { code, out, err } = await spawned(root, lines[command])
  const [first, second, ...rest] = err.split('\n')
  expect([code, out, rest]).toEqual([command === 'plan' ? 1 : 2, '', ['']])
  expect(first).toMatch(/^The contract of the working tree breaks its own rules/)
  expect(first).toContain(fault)
  expect(second).toBe('Next: mend it; `scopes check` lists all that is wrong in the working tree')
  expect(await readdir(root)).toEqual(before)
})

test('the help of a command is there although the contract is broken, and has no example then', async () => {
  const { code, out } = await spawned(checkouts.get('a misspelt scope')?.root ?? '', ['token', '--help'])
  expect([code, out.includes('--as <who>'), out.includes('Example')]).toEqual([0, true, false])
})
