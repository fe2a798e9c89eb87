import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scopegate-broken-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a command line on a contract with a mistake that only the type checker would see. */
const onBroken = (module: string, from: string, to: string, args: readonly string[]) =>
  new Promise<{ readonly code: unknown; readonly out: string; readonly err: string }>((resolve) => {
    const env = { ...process.env, BREAK: JSON.stringify({ module, from, to }) }
    const program = ['--import', path('../aws/testing/break-contract.ts'), path('./main.ts')]
    execFile(process.execPath, [...program, ...args], { env }, (error, out, err) => {
      resolve({ code: error?.code ?? 0, out, err })
    })
  })

const breaks = {
  'a misspelt scope': ['scopes/operations.ts', "requires('read:wallet')", "requires('raed:wallet')"],
  'a resource server without scopes': ['scopes/catalog.ts', "'Inventory',\n    scopes:", "'Inventory',\n    scops:"],
} as const

const lines = {
  matrix: ['matrix'],
  token: ['token', '--as', 'admin:operator'],
  plan: ['plan'],
  docs: ['docs', '--out'],
  cost: ['cost', '--mau', '1'],
} as const

test.each([
  ['matrix', 'a misspelt scope', 'RS006 The operation `getWallet` requires the scope `raed:wallet`'],
  ['token', 'a misspelt scope', 'RS006 The operation `getWallet` requires the scope `raed:wallet`'],
  ['plan', 'a misspelt scope', 'RS006 The operation `getWallet` requires the scope `raed:wallet`'],
  ['docs', 'a misspelt scope', 'RS006 The operation `getWallet` requires the scope `raed:wallet`'],
  ['docs', 'a resource server without scopes', 'RS001 The resource server `inventory` has no `scopes`'],
  ['cost', 'a misspelt scope', 'RS006 The operation `getWallet` requires the scope `raed:wallet`'],
  ['cost', 'a resource server without scopes', 'RS001 The resource server `inventory` has no `scopes`'],
] as const)('%s refuses a contract with %s', async (command, broken, fault) => {
  const [module, from, to] = breaks[broken]
  const { code, out, err } = await onBroken(module, from, to, [
    ...lines[command],
    ...(command === 'docs' ? [folder] : []),
  ])
  const [first, second, ...rest] = err.split('\n')
  expect([code, out, rest]).toEqual([command === 'plan' ? 1 : 2, '', ['']])
  expect(first).toMatch(/^The contract of the working tree breaks its own rules/)
  expect(first).toContain(fault)
  expect(second).toBe('Next: mend it; `scopes check` lists all that is wrong in the working tree')
  expect(await readdir(folder)).toEqual([])
})
