import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { planOf, safeOrder } from '@scopegate/analysis/plan/index'
import { edited, library } from '@scopegate/analysis/plan/testing/index'
import { contract } from '@scopegate/testing/fleet/contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PlanReport } from '../plan/report.ts'
import { type Checkout, newCheckout } from '../testing/checkout.ts'
import { exampleLines } from '../testing/examples.ts'
import { run } from '../testing/run.ts'

const wider = edited(library, {
  title: 'a role may write',
  edit: ({ resourceServers }) => resourceServers['books']?.scopes['write:book']?.roles.push('reader'),
})
const narrower = edited(library, {
  title: 'an operation goes',
  edit: ({ operations }) => delete operations['putBook'],
})
const bound = edited(library, {
  title: 'a pool with organizations',
  edit: ({ pools: { hall }, operations }) => {
    Object.assign(hall ?? {}, { org: 'required' })
    delete operations['openBranch']
  },
})

let folder: string
const file = (name: string) => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scopegate-plan-'))
  const put = (name: string, value: unknown) => writeFileSync(file(name), JSON.stringify(value))
  put('library.json', library)
  put('wider.json', wider)
  put('narrower.json', narrower)
  put('bound.json', bound)
  put('template.json', { Metadata: { 'scopegate:contract': library }, Resources: {} })
  put('none.json', { Resources: {} })
  put('old.json', { ...library, pools: { branch: { ...library.pools['branch'], mfa: undefined } } })
  put('broken.json', { ...library, resourceServers: {} })
  writeFileSync(file('text.json'), 'Resources:')
  mkdirSync(file('cdk.out'))
  put('cdk.out/Scopegate.template.json', { Metadata: { 'scopegate:contract': wider }, Resources: {} })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const plan = (against: string, to: string, ...flags: string[]) =>
  run(['plan', '--against', file(against), '--to', file(to), ...flags])

test.each([
  ['nothing', 'library.json', 'template.json', [], 0],
  ['somebody may do more', 'library.json', 'cdk.out', [], 2],
  ['somebody may do less', 'wider.json', 'library.json', [], 2],
  ['an application breaks', 'library.json', 'narrower.json', [], 3],
  ['every break is known', 'library.json', 'narrower.json', ['--accept', 'website', 'phone', 'shelf'], 2],
  ['Cognito refuses it', 'bound.json', 'library.json', [], 4],
  ['a break is not known', 'library.json', 'narrower.json', ['--accept', 'website', '--accept', 'phone'], 3],
] as const)('plan exits with its code when %s', async (_, against, to, flags, code) => {
  expect(await plan(against, to, ...flags)).toMatchObject({ code, err: '' })
})

test('plan --json prints the report itself, with the whole contract of each step', async () => {
  const { out } = await plan('library.json', 'narrower.json', '--json')
  const head = { against: '`library.json`', to: '`narrower.json`', stages: [] }
  const order = safeOrder(library, narrower)
  expect(JSON.parse(out)).toEqual({ ...head, ...planOf(library, narrower), order })
  // What is printed can be planned with again.
  writeFileSync(file('step.json'), JSON.stringify(order.steps.at(-1)?.contract))
  expect(await plan('step.json', 'narrower.json')).toMatchObject({ code: 0 })
})

test('plan shows an order only where something is taken away, and with --steps its rows', async () => {
  expect((await plan('library.json', 'wider.json')).out).not.toContain('order')
  expect((await plan('library.json', 'wider.json', '--steps')).out).toContain('There is no order in steps')
  const short = (await plan('library.json', 'narrower.json')).out
  const long = (await plan('library.json', 'narrower.json', '--steps')).out
  expect([short.includes('The safe order'), short.includes('- operations.putBook')]).toEqual([true, false])
  expect(long).toContain('- operations.putBook')
})

test('plan says that an accepted client does not break', async () => {
  const { code, err } = await plan('library.json', 'cdk.out', '--accept', 'website')
  expect([code, err]).toEqual([2, '`website` does not break: `--accept website` says nothing.\n'])
})

test.each([
  [['none.json', 'library.json'], 'The file carries no contract', '`scopes synth`'],
  [['text.json', 'library.json'], 'The template is not JSON', '`scopes synth`'],
  [
    ['old.json', 'library.json'],
    'The contract of `old.json` has another form',
    'check out the commit that it was made from',
  ],
  [['library.json', 'broken.json'], 'The contract of `broken.json` breaks its own rules', '`scopes check`'],
  [['library.json', 'wider.json', '--accept', 'websit'], 'There is no client `websit`', 'did you mean `website`?'],
  [['library.json', 'wider.json', '--profile', 'north'], '`--profile` goes with `deployed`', '`--against deployed`'],
  [['library.json', 'wider.json', '--acept', 'website'], '`scopes plan` has no option `--acept`', '`--accept`'],
  [['library.json', 'wider.json', 'x'], '`scopes plan` was given too many arguments', '`scopes plan --help`'],
])(
  'plan %j fails with 1, in one line, and says what to type next',
  async ([against = '', to = '', ...rest], cause, next) => {
    const { code, out, err } = await plan(against, to, ...rest)
    const [first = '', second = '', ...more] = err.split('\n')
    expect([code, out, more]).toEqual([1, '', ['']])
    expect(first).toContain(cause)
    expect(second).toMatch(/^Next: /)
    expect(second).toContain(next)
  },
)

describe('against a commit', () => {
  let checkout: Checkout
  beforeEach(() => {
    checkout = newCheckout()
  })
  afterEach(() => checkout.remove())

  const planHere = (...args: string[]) => run(['plan', ...args], { folder: checkout.root })

  test('plan compares the working tree with the last commit on `main`', async () => {
    const { code, out } = await planHere('--json')
    expect(code).toBe(0)
    // The cast is safe: `--json` prints the report.
    const { against, to, ...rest } = JSON.parse(out) as PlanReport
    expect(against).toMatch(/^main \([0-9a-f]{7,}\)$/)
    expect([to, rest]).toEqual([
      'the working tree',
      { ...planOf(contract, contract), order: null, stages: ['local', 'staging', 'production'] },
    ])
  })

  test('plan reads the contract of that commit, and not of the folder', async () => {
    checkout.commitWith('catalog.ts', "'read:deposit': { description: 'See", "'read:deposit': { description: 'Look at")
    const { code, out } = await planHere()
    expect([code, out]).toEqual([0, expect.stringContaining('The description of `deposit/read:deposit` is another')])
    expect((await planHere('--against', 'main~1')).out).toContain('Nothing changes.')
    expect((await planHere('--against', 'main~1', '--to', 'main')).out).toContain('from main~1 (')
  })

  test('the examples in the help of `plan` run', async () => {
    const lines = exampleLines((await run(['plan', '--help'])).out)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(await planHere(...line.split(' ').slice(2))).toMatchObject({ code: 0, err: '' })
  })

  test('plan finds `main` at the remote where a clone has no branch of that name', async () => {
    checkout.git('checkout', '--quiet', '--detach')
    checkout.git('update-ref', 'refs/remotes/origin/main', 'HEAD')
    checkout.git('branch', '--quiet', '-D', 'main')
    const { code, out } = await planHere()
    expect([code, out.includes('from origin/main (')]).toEqual([0, true])
  })

  test.each([
    ['mian', 'There is neither a commit nor a file `mian`', 'did you mean `main`?'],
    ['0000000', 'There is neither a commit nor a file `0000000`', '`deployed`'],
    ['eyJhbGciOiJSUzI1NiJ9+x=y', 'There is neither a commit nor a file of that name', '`deployed`'],
    ['--output=x', 'There is neither a commit nor a file of that name', '`deployed`'],
    ['main:scopes', 'There is neither a commit nor a file of that name', '`deployed`'],
  ])('plan --against=%s says that there is no such commit', async (ref, cause, next) => {
    const { code, out, err } = await planHere(`--against=${ref}`)
    expect([code, out]).toEqual([1, ''])
    expect(err.split('\n')).toEqual([`${cause}.`, expect.stringContaining(next), ''])
  })

  test('plan says so where there is no `main`, no contract, and no checkout', async () => {
    checkout.git('checkout', '--quiet', '-b', 'trunk')
    checkout.git('branch', '--quiet', '-D', 'main')
    expect((await planHere()).err).toBe(
      'There is no branch `main` in this checkout.\nNext: name a commit with `--against`\n',
    )
    checkout.git('rm', '--quiet', '-r', '--cached', 'scopes')
    checkout.git('commit', '--quiet', '--message', 'No contract')
    expect((await planHere('--against', 'trunk')).err).toMatch(/^The commit `trunk` \(\w+\) has no contract in/)
    rmSync(join(checkout.root, '.git'), { recursive: true })
    expect((await planHere('--against', 'trunk')).err).toMatch(/^This folder is no git checkout/)
  })

  test.each([
    ['does not load', 'export const roles = {', 'export const roles = {{', 'cannot be loaded'],
    ['throws', 'export const roles = {', "throw new Error('secret')\nexport const roles = {", 'cannot be loaded'],
    ['loads modules', 'export const roles = {', "import 'node:fs'\nexport const roles = {", 'cannot be loaded'],
    [
      'loads them later',
      'export const roles = {',
      "await import('node:net')\nexport const roles = {",
      'cannot be loaded',
    ],
    [
      'asks the network',
      'export const roles = {',
      "await fetch('http://127.0.0.1:9')\nexport const roles = {",
      'cannot be loaded',
    ],
    [
      'signals processes',
      'export const roles = {',
      'process.kill(process.ppid, 0)\nexport const roles = {',
      'cannot be loaded',
    ],
    ['breaks a rule', "roles: ['owner'] }", "roles: ['onwer'] }", 'breaks its own rules'],
    ['rewrites the screen', "description: 'Runs a garage", "description: '\\u001B[2J", 'has another form'],
  ])('plan tells a contract that %s in one line, and lets it do nothing else', async (_, from, to, cause) => {
    checkout.commitWith('catalog.ts', from, to)
    const { code, out, err } = await planHere()
    expect([code, out, err.split('\n').length]).toEqual([1, '', 3])
    expect(err).toContain(cause)
    expect(err).not.toContain('secret')
  })

  test('plan takes no link for a contract: it could lead anywhere', async () => {
    const path = join(checkout.root, 'scopes/catalog.ts')
    const text = readFileSync(path)
    rmSync(path)
    symlinkSync('/etc/hostname', path)
    checkout.commit('main')
    rmSync(path)
    writeFileSync(path, text)
    const { code, out, err } = await planHere()
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^In `main` \(\w+\) `scopes\/catalog\.ts` is a link\.\nNext: .*\n$/)
  })

  test('plan runs no hook and no filter of the checkout', async () => {
    const marker = join(checkout.root, 'marker')
    writeFileSync(join(checkout.root, '.gitattributes'), '*.ts filter=spy\n')
    checkout.commit('main')
    checkout.git('config', 'filter.spy.smudge', `touch '${marker}'; cat`)
    writeFileSync(join(checkout.root, '.git/hooks/post-index-change'), `#!/bin/sh\ntouch '${marker}'\n`, {
      mode: 0o755,
    })
    expect((await planHere()).code).toBe(0)
    expect(existsSync(marker)).toBe(false)
  })

  test('plan hides the environment of whoever plans from the code of another commit', async () => {
    const spy = "owner: { description: globalThis.process?.env['PATH'] ?? 'Runs"
    checkout.commitWith('catalog.ts', "owner: { description: 'Runs", spy)
    expect((await planHere()).out).toContain('Nothing changes.')
  })

  test('plan shows who loses since then, and which application breaks', async () => {
    checkout.commitWith('operations.ts', "access: requires('read:deposit')", "access: requires('read:rental')")
    const { code, out } = await planHere()
    expect([code, out]).toEqual([3, expect.stringMatching(/loses +garage:staff: GET \/v1\/deposit\n/)])
    expect(out).toContain('garage-web: it has to ask for `deposit/read:deposit` (GET /v1/deposit)')
  })
})
