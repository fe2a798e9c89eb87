/** Which system a command is about, and what is said of one that does not load. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract } from '@scopegate/testing/fleet/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Checkout, newCheckout } from '../testing/checkout.ts'
import { fleetRoot, run } from '../testing/run.ts'
import { spawned } from '../testing/spawned.ts'
import { loadSystem, rootIn } from './system.ts'

let checkout: Checkout
let folder: string
beforeEach(() => {
  checkout = newCheckout()
  folder = mkdtempSync(join(tmpdir(), 'scopegate-none-'))
})
afterEach(() => {
  checkout.remove()
  rmSync(folder, { recursive: true })
})

test('loadSystem() finds the first system from the folder upward', async () => {
  const below = join(checkout.root, 'services/fleet')
  mkdirSync(below, { recursive: true })
  expect(await loadSystem(below, undefined)).toMatchObject({ root: checkout.root, contract: { name: contract.name } })
  mkdirSync(join(below, 'scopes'))
  writeFileSync(join(below, 'scopes/contract.ts'), 'export const contract = 1')
  await expect(loadSystem(below, undefined)).rejects.toThrow('The `contract` of `scopes/contract.ts` is no contract')
})

test.each([
  [['matrix', '--json'], undefined],
  [['--root', 'x', 'matrix', '--json'], 'x'],
  [['matrix', '--root=x', '--json'], 'x'],
  [['matrix', '--json', '--root', 'x'], 'x'],
])('rootIn() takes --root out of %j', (args, root) => {
  expect(rootIn(args)).toEqual({ rest: ['matrix', '--json'], ...(root === undefined ? {} : { root }) })
})

test('a command is about the system that --root names, from wherever it is typed', async () => {
  const there = await run(['matrix', '--json'])
  expect(there.code).toBe(0)
  expect(await run(['matrix', '--json', '--root', fleetRoot], { folder })).toEqual(there)
})

test.each([
  [
    ['matrix'],
    2,
    'Neither this folder nor one above it is a system: none holds `scopes/contract.ts`',
    '`--root <folder>`',
  ],
  [
    ['plan'],
    1,
    'Neither this folder nor one above it is a system: none holds `scopes/contract.ts`',
    '`--root <folder>`',
  ],
  [['matrix', '--root', '.'], 2, 'The folder of `--root` holds no `scopes/contract.ts`', 'name the folder of a system'],
  [['matrix', '--root', ''], 2, '`--root <folder>` was given an empty path', 'write the path out'],
  [['matrix', '--root'], 2, '`--root <folder>` needs a value', 'name the folder of the system'],
  [['--root', '.', 'plan'], 1, 'The folder of `--root` holds no `scopes/contract.ts`', 'name the folder of a system'],
  [['--root', '.', 'plna'], 2, 'There is no command `plna`', 'did you mean `plan`?'],
])('%j where there is no system fails with %i in one line', async (args, exit, cause, next) => {
  const { code, out, err } = await run(args, { folder })
  expect([code, out, err.split('\n').length]).toEqual([exit, '', 3])
  expect(err).toContain(`${cause}.\nNext: `)
  expect(err).toContain(next)
})

test('the help and what is about no system are there without one', async () => {
  expect((await run(['--help'], { folder })).code).toBe(0)
  expect((await run(['why', '--help'], { folder })).code).toBe(0)
  expect((await run(['check', '--explain', 'RS037'], { folder })).code).toBe(0)
})

const loads = 'correct the file; the type checker, `tsc`, shows where, and `npm install` adds a package that is missing'
const hidden = 'hidden-from-everyone in /home/amy/scopes/secret.ts'

test.each([
  ['does not compile', 'catalog.ts', 'export const roles = {', '{', 'SyntaxError in scopes/catalog.ts'],
  ['throws', 'catalog.ts', `throw new RangeError('${hidden}')\n`, '', 'RangeError in scopes/catalog.ts'],
  ['throws what is no error', 'catalog.ts', `throw '${hidden}'\n`, '', 'string'],
  ['imports what is not there', 'catalog.ts', `import './${hidden}'\n`, '', 'Error'],
  [
    'lacks what others import',
    'catalog.ts',
    'export const renamed = {}; const',
    '',
    'SyntaxError in scopes/contract.ts',
  ],
])('of a contract that %s neither the message nor a path is repeated', async (_, file, before, after, said) => {
  const from = 'export const roles = {'
  const to = before.endsWith('const') ? `${before} roles = {` : before === from ? `${from}${after}` : `${before}${from}`
  checkout.replace(file, from, to)
  const err = `The contract cannot be loaded (${said}).\nNext: ${loads}\n`
  expect(await spawned(checkout.root, ['matrix'])).toEqual({ code: 2, out: '', err })
  expect((await spawned(checkout.root, ['plan'])).code).toBe(1)
})

test.each([
  [
    'export const other = 1',
    '`scopes/contract.ts` exports no `contract`',
    '`export const contract = defineContract({ … })`',
  ],
  ['export const contract = "text"', 'The `contract` of `scopes/contract.ts` is no contract', '`defineContract`'],
  [
    'export const contract = { roles: {}, resourceServers: {}, pools: {} }',
    'The contract of `scopes/contract.ts` has no table `tables`',
    '`defineContract`',
  ],
])('a contract file with %j is refused with the next step', async (text, cause, next) => {
  writeFileSync(join(checkout.root, 'scopes/contract.ts'), text)
  const { code, out, err } = await run(['check', '--contract-only'], { folder: checkout.root })
  expect([code, out, err.split('\n')[0]]).toEqual([2, '', `${cause}.`])
  expect(err).toContain(next)
})
