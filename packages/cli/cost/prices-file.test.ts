import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../testing/run.ts'
import { prices } from './prices.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scopegate-prices-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const { users, tokenRequests } = prices
const table = (change: object) => JSON.stringify({ ...prices, ...change })
const tiers = (...rows: readonly unknown[]) => table({ tokenRequests: { ...tokenRequests, tiers: rows } })
const last = { upTo: null, usd: '1' }

test.each([
  ['no JSON', 'hidden-value', 'The file of `--prices` is no JSON'],
  ['a list', '[]', 'it must be an object'],
  ['nothing', '{}', '`date` must be a date, such as "2026-11-25"'],
  ['a date that is none', table({ date: 'hidden-value' }), '`date` must be a date'],
  ['what controls a terminal', table({ region: 'Mars\u001B[31m' }), '`region` must hold no line breaks'],
  ['a field too many', table({ currency: 'hidden-value' }), 'it has a field that is not known'],
  ['a plan too many', table({ users: { ...users, gold: users.plus } }), '`users` has a field that is not known'],
  ['a plan too few', table({ users: { lite: users.lite } }), '`users.essentials` must be an object'],
  ['no tier', tiers(), '`tokenRequests.tiers` must have a tier'],
  ['no last tier', tiers({ upTo: 5, usd: '1' }), '`tokenRequests.tiers` must end with a tier whose `upTo` is null'],
  ['two last tiers', tiers(last, last), 'whose `upTo` is null, and have no other such tier'],
  [
    'an empty tier',
    tiers({ upTo: 5, usd: '1' }, { upTo: 5, usd: '1' }, last),
    '`tokenRequests.tiers` must be in ascending order of `upTo`',
  ],
  ['half a unit', tiers({ upTo: 0.5, usd: '1' }, last), '`tokenRequests.tiers.0.upTo` must be a whole number'],
  ['a tier below nothing', tiers({ upTo: -5, usd: '1' }, last), '`tokenRequests.tiers.0.upTo` must be a whole number'],
  ['a fraction for a price', tiers({ upTo: null, usd: 1 }), '`tokenRequests.tiers.0.usd` must be US dollars as a text'],
  ['a seventh decimal', tiers({ upTo: null, usd: '0.0000001' }), '`tokenRequests.tiers.0.usd` must be US dollars'],
  ['money back', tiers({ upTo: null, usd: '-1' }), '`tokenRequests.tiers.0.usd` must be US dollars'],
  ['a price beyond reason', tiers({ upTo: null, usd: '1.01' }), 'such as "0.0055", and at most 1'],
  [
    'a mark that is none',
    table({ tokenRequests: { ...tokenRequests, mark: 'hidden-value' } }),
    '`tokenRequests.mark` must be one of: documented, measured, inferred, unknown',
  ],
])('a price file with %s is refused, in words that quote none of it', async (_, text, cause) => {
  const file = join(folder, 'prices.json')
  await writeFile(file, text)
  const { code, out, err } = await run(['cost', '--mau', '1', '--prices', file])
  const [first, second, ...rest] = err.split('\n')
  expect([code, out, rest]).toEqual([2, '', ['']])
  expect(first).toContain(cause)
  expect(second).toBe('Next: start from what `scopes cost --print-prices` prints')
  expect(err).not.toContain('hidden-value')
})
