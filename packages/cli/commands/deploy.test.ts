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
const withStage = (stage: string) =>
  checkout.replace('infra/stages.ts', '  local: {', `  test: { ${stage}, clients: {} },\n  local: {`)

test('synth writes the templates of the stage', { timeout: 120_000 }, async () => {
  withStage(`suffix: 'test', ${place}`)
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-synth-'))
  const { code } = await spawned(checkout.root, ['synth', '--stage', 'test'], { HOME: folder })
  rmSync(folder, { recursive: true })
  expect(code).toBe(0)
  const template = join(checkout.root, 'infra/cdk.out/Fleet-test.template.json')
  expect(existsSync(template)).toBe(true)
  expect(readFileSync(template, 'utf8')).toContain('scopegate:contract')
})

test.each([
  ['local', place, 'The stage `local` cannot be deployed: it is the emulator’s', 'infra/stages.ts'],
  ['tset', place, 'There is no stage `tset`', 'did you mean `test`?'],
  ['test', "region: 'eu-central-1'", 'it names no `account`', 'add its `account` in `infra/stages.ts`'],
  ['test', "account: '123456789012'", 'it names no `region`', 'add its `region` in `infra/stages.ts`'],
  ['test', place, 'returns to an address of the reader’s own machine', 'its addresses for this stage'],
])('deploy --stage %s of a stage with %s is refused before anything runs', async (name, stage, cause, next) => {
  withStage(stage)
  const { code, out, err } = await run(['deploy', '--stage', name], { folder: checkout.root })
  expect([code, out, err.split('\n').length]).toEqual([2, '', 3])
  expect(err).toContain(cause)
  expect(err).toContain(next)
})

test('deploy needs a stage', async () => {
  const err = '`scopes deploy` needs `--stage <name>`.\nNext: type `scopes deploy --help` for what there is\n'
  expect(await run(['deploy'])).toEqual({ code: 2, out: '', err })
})
