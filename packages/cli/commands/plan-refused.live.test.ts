import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Checkout, newCheckout } from '../testing/checkout.ts'
import { run } from '../testing/run.ts'

let checkout: Checkout
let folder: string
beforeEach(() => {
  checkout = newCheckout()
  folder = mkdtempSync(join(tmpdir(), 'scopegate-refused-'))
})
afterEach(() => {
  checkout.remove()
  rmSync(folder, { recursive: true, force: true })
})

const planHere = (...args: string[]) => run(['plan', ...args], { folder: checkout.root })

let local: string
let production: string
beforeAll(async () => {
  local = join(await synthesizedFleet(), 'Fleet.template.json')
  production = join(await synthesizedFleet('production'), 'Fleet-production.template.json')
}, 180_000)

/** What the plan says, without the lines of breaks and lost routes. */
const verdictOf = (out: string) => ({ first: out.split('\n')[0], last: out.trimEnd().split('\n').at(-1) })
const refusedLines = (out: string) =>
  [...out.matchAll(/^ +refused +(.+)\n +instead +(.+)$/gm)].map(([, refused, instead]) => [refused, instead])

const move = 'or add a pool of another name and let its people and clients move there'

test('a pool without organizations is refused by Cognito: no `--accept` is advised, and none is taken', async () => {
  checkout.replace('catalog.ts', "org: 'required'", "org: 'none'")
  const { code, out } = await planHere()
  expect([code, verdictOf(out)]).toEqual([
    4,
    {
      first: 'Refused by Cognito: the deployment would roll back, and nothing of it take effect.',
      last: 'Next: take back what Cognito refuses, and plan again; `instead` says how to get there',
    },
  ])
  expect(refusedLines(out)).toEqual([
    [
      'by Cognito, update user pool garage: “Existing schema attributes cannot be modified or deleted: `org_id` is missing.”',
      `leave the attributes as they are, ${move}`,
    ],
  ])
  expect(out).not.toMatch(/--accept|update user pool garage\n/)
  expect(await planHere('--accept', 'garage-web')).toEqual({
    code: 1,
    out: '',
    err: `Cognito refuses a change of the pool \`garage\`, and \`--accept\` cannot change that.\nNext: leave the attributes as they are, ${move}\n`,
  })
})

const domains = (...pools: string[]) =>
  pools.map((pool) => [
    `by Cognito, update sign-in domain ${pool}: “User pool already has a domain configured.”`,
    `leave the domain as it is, ${move}`,
  ])

test('another domain prefix is refused, whichever stage has it, against a commit', async () => {
  checkout.replace('infra/stages.ts', "domainPrefix: 'fleet-staging'", "domainPrefix: 'cars-staging'")
  const { code, out } = await planHere()
  expect([code, refusedLines(out)]).toEqual([4, domains('garage', 'admin', 'partner')])
  expect(out).toContain('of `admin` changes from `fleet-staging-admin` to `cars-staging-admin` (stage `staging`)')
})

test('another domain prefix is refused against the template of that stage', async () => {
  checkout.replace('infra/stages.ts', "domainPrefix: 'fleet-production'", "domainPrefix: 'cars'")
  const { code, out } = await planHere('--against', production)
  // The garage has a domain of the team's own.
  expect([code, refusedLines(out)]).toEqual([4, domains('admin', 'partner')])
  expect(out).toMatch(/^from .* to the working tree, at the stage `production`$/m)
  expect((await planHere('--against', local)).code).toBe(0)
})

test('two templates are compared as they are, whatever the contracts in them say', async () => {
  const text = readFileSync(local, 'utf8')
  const after = join(folder, 'after.json')
  writeFileSync(after, text.replaceAll('"CaseSensitive": false', '"CaseSensitive": true'))
  const { code, out } = await planHere('--against', local, '--to', after)
  const reason = 'Updates are not allowed for property - UsernameConfiguration.'
  expect([code, refusedLines(out)]).toEqual([
    4,
    ['garage', 'admin', 'partner'].map((pool) => [
      `by Cognito, update user pool ${pool}: “${reason}”`,
      `leave it as it is, ${move}`,
    ]),
  ])
  expect((await planHere('--against', local, '--to', local)).code).toBe(0)
})
