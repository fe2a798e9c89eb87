import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Checkout, newCheckout } from '../testing/checkout.ts'
import { run } from '../testing/run.ts'
import { spawned } from '../testing/spawned.ts'

let checkout: Checkout
beforeEach(() => {
  checkout = newCheckout()
})
afterEach(() => checkout.remove())

const place = "account: '123456789012', region: 'eu-central-1'"
const home = 'https://fleet.example/'
const withStage = (stage: string, address = home) => {
  const addresses = `{ redirectUris: ['${address}'], logoutUris: ['${address}'] }`
  const clients = `clients: { 'garage-web': ${addresses}, 'admin-portal': ${addresses} }`
  const row = `test: { suffix: 'test', domainPrefix: 'fleet-test', ${stage}, ${clients} }`
  checkout.replace('infra/stages.ts', '  local: {', `  ${row},\n  local: {`)
}

test('synth writes the templates of the stage', { timeout: 120_000 }, async () => {
  withStage(place)
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-synth-'))
  const { code } = await spawned(checkout.root, ['synth', '--stage', 'test'], { HOME: folder })
  rmSync(folder, { recursive: true })
  expect(code).toBe(0)
  const template = join(checkout.root, 'infra/cdk.out/Fleet-test.template.json')
  expect(existsSync(template)).toBe(true)
  expect(readFileSync(template, 'utf8')).toContain('scopegate:contract')
})

test.each([
  ['local', place, home, 'The stage `local` cannot be deployed: it is the emulator’s', 'name another stage'],
  ['tset', place, home, 'There is no stage `tset`', 'did you mean `test`?'],
  ['test', 'alarmAddress: undefined', home, 'it does not say where it belongs', 'write its `account` and its `region`'],
  ['test', "region: 'eu-central-1'", home, 'it has a `region` and no `account`', 'name both'],
  [
    'test',
    place,
    'http://localhost:1/',
    'it has the local address `http://localhost:1/`',
    'in the stage `local` alone',
  ],
])('deploy --stage %s of a stage with %s at %s is refused before anything runs', async (name, stage, ...rest) => {
  const [address, cause, next] = rest
  withStage(stage, address)
  const { code, out, err } = await run(['deploy', '--stage', name], { folder: checkout.root })
  expect([code, out, err.split('\n').length]).toEqual([2, '', 3])
  expect(err).toContain(cause)
  expect(err).toContain(next)
})

test('deploy needs a stage', async () => {
  const err = '`scopes deploy` needs `--stage <name>`.\nNext: type `scopes deploy --help` for what there is\n'
  expect(await run(['deploy'])).toEqual({ code: 2, out: '', err })
})
