import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Checkout, newCheckout } from '../testing/checkout.ts'
import { run } from '../testing/run.ts'

let checkout: Checkout
beforeEach(() => {
  checkout = newCheckout()
  const client = "{ redirectUris: ['https://fleet.example/in'], logoutUris: ['https://fleet.example/'] }"
  const clients = `{ 'garage-web': ${client}, 'admin-portal': ${client} }`
  const preview = `  preview: { suffix: 'preview', domainPrefix: 'fleet-example', clients: ${clients} },\n`
  checkout.replace('infra/stages.ts', '  local: {', `${preview}  local: {`)
  checkout.commit('main')
})
afterEach(() => checkout.remove())

const planHere = (...args: string[]) => run(['plan', ...args], { folder: checkout.root })

test('plan names a sign-in domain, an address and a lifetime that the stage changes', async () => {
  const back = "'https://fleet.example/back', 'https://fleet.example/in'"
  checkout.replace('infra/stages.ts', "'fleet-example'", "'fleet-sample'")
  checkout.replace('infra/stages.ts', "'https://fleet.example/in']", `${back}], accessTokenMinutes: 5`)
  const { code, out } = await planHere('--stage', 'preview')
  expect(code).toBe(4)
  expect(out).toContain('The sign-in domain of `garage` changes from `fleet-example-garage` to `fleet-sample-garage`')
  expect(out).toContain('Access tokens of `garage-web` live 5 minutes in the place of 15')
  expect(out).toContain('may also return to `https://fleet.example/back`')
  expect((await planHere()).out).toContain(
    '`garage` changes from `fleet-example-garage` to `fleet-sample-garage` (stage `preview`)',
  )
  expect((await planHere('--stage', 'local')).out).toMatch(/^Nothing changes\.\n\n.* at the stage `local`\n/)
})

test.each([
  [['--stage', 'prevew'], 'There is no stage `prevew`', 'did you mean `preview`?'],
  [['--stage', 'test'], 'There is no stage `test`', 'there are: preview, local, staging, production'],
  [
    ['--stage', 'preview', '--against', 'main~1'],
    'has no stage `preview`',
    'give a later commit, or another `--stage`',
  ],
])('plan %j is refused in one line', async (args, cause, next) => {
  const { code, out, err } = await planHere(...args)
  expect([code, out, err.split('\n').length]).toEqual([1, '', 3])
  expect(err).toContain(cause)
  expect(err).toContain(next)
})

test('plan tells stages that do not load or are none in one line', async () => {
  writeFileSync(join(checkout.root, 'infra/stages.ts'), 'export const stages = 1')
  expect((await planHere()).err).toMatch(/^`infra\/stages\.ts` exports no `stages` with a stage `local`\.\nNext: /)
})
