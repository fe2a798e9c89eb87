import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { contract } from '@scopegate/testing/fleet/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { billOf } from '../cost/bill.ts'
import { prices } from '../cost/prices.ts'
import { exampleLines } from '../testing/examples.ts'
import { run } from '../testing/run.ts'

const cost = (...args: string[]) => run(['cost', ...args])

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scopegate-cost-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileOf(text: string): Promise<string> {
  const file = join(folder, 'prices.json')
  await writeFile(file, text)
  return file
}

test('cost prints the month by plan, what access tokens add, and how sure each price is', async () => {
  expect(await cost('--mau', '50000', '--calls', '5000000')).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "",
      "out": "One month in US East (N. Virginia), in US dollars, with prices of 2026-11-25

                                 Lite  Essentials        Plus
    50,000 users               220.00      600.00    1,000.00
      of them free             10,000      10,000           0
    2 machine clients            0.00        0.00        0.00
    1,948 token requests         4.38        4.38        4.38
    total                      224.38      604.38    1,004.38
    can run this contract          no         yes         yes

    Scopes on access tokens (Essentials) cost more than ID tokens (Lite): 380.00 a month, 0.0076 for each user.
    Both cost the same up to 10,000 users.
    Lite cannot run this contract: the token trigger that puts scopes, organization and role into access tokens needs Essentials or Plus (aws-facts §B.1).

    Machine clients: the contract has 2; \`--machines\` says otherwise.
    Token requests: each machine gets a new token after 75% of the life of the last one, in all 730 hours; \`--token-requests\` says otherwise.
    Each further process of a machine that does not share its token asks as often again.
    A token for each of 5,000,000 calls: 7,687.50, 7,683.12 more than the token requests above.

    How sure the prices are: check them with AWS before you decide, and give yours with \`--prices\`

      Lite: measured. AWS’s price list as others printed it in 2025 and 2026; the worked example of aws.amazon.com/cognito/pricing agrees.
        The first 10,000 are free for an account or a whole AWS organization, over all of its pools.
      Essentials: measured. AWS’s price list as others printed it in 2025 and 2026; the worked example of aws.amazon.com/cognito/pricing agrees.
        The first 10,000 are free for an account or a whole AWS organization, over all of its pools.
      Plus: measured. AWS’s price list as others printed it in 2025 and 2026; aws.amazon.com/cognito/pricing says that there is no free tier.
      machine clients: measured. aws.amazon.com/cognito/pricing as quoted in September 2026: no charge for app clients; a bill of that month shows none.
        Until late in 2025 each was charged, with 6 USD a month (rhythmictech.com); one page of AWS’s guide still says that they are.
      token requests: measured. Tiers and first price: aws.amazon.com/cognito/pricing as quoted in September 2026, and a bill of that month; no free tier, and a refused request costs nothing.
        The prices above 250,000 were printed by others in 2026, without a bill to show for them.
    ",
    }
  `)
})

test('cost says what is derived from the contract, and not what was typed', async () => {
  const { out } = await cost('--mau', '1', '--machines', '3', '--token-requests', '1')
  expect(out).toContain('1 user ')
  expect(out).toContain('3 machine clients')
  expect(out).toContain('1 token request ')
  expect(out).not.toContain('says otherwise')
  expect((await cost('--mau', '1', '--machines', '3')).out).toContain('2,922 token requests')
})

test('cost --json prints the report itself', async () => {
  const { code, out, err } = await cost('--mau', '7', '--json', '--peak-per-second', '200')
  expect([code, err]).toEqual([0, ''])
  expect(JSON.parse(out)).toEqual(billOf(contract, prices, { users: 7, peak: 200 }))
})

test('cost warns and still answers', async () => {
  const { code, out } = await cost('--mau', '7', '--peak-per-second', '200')
  expect(code).toBe(0)
  expect(out).toContain('\nWarning: The busiest second has 200 token requests: Cognito takes 150 a second')
})

test('cost is coloured for a person and for nobody with NO_COLOR', async () => {
  const args = ['cost', '--mau', '7']
  const coloured = await run(args, { interactive: true })
  const plain = await run(args)
  expect(coloured.out).toContain('\u001B[32m')
  expect(stripVTControlCharacters(coloured.out)).toBe(plain.out)
  expect(await run(args, { interactive: true, environment: { NO_COLOR: '1' } })).toEqual(plain)
})

test('what --print-prices prints is a file for --prices, and changes nothing', async () => {
  const { code, out } = await cost('--print-prices')
  expect([code, JSON.parse(out)]).toEqual([0, prices])
  const file = await fileOf(out)
  expect(await cost('--mau', '50000', '--prices', file)).toEqual(await cost('--mau', '50000'))
})

test('cost computes with the prices of a file and shows its date, its region and its marks', async () => {
  const own = { tiers: [{ upTo: null, usd: '6' }], mark: 'documented', source: 'Our contract with AWS' }
  const file = await fileOf(JSON.stringify({ ...prices, date: '2027-01-31', region: 'Mars', machineClients: own }))
  const { out } = await cost('--mau', '0', '--prices', file)
  expect(out).toContain('One month in Mars, in US dollars, with prices of 2027-01-31')
  expect(out).toMatch(/2 machine clients +12\.00/)
  expect(out).toContain('machine clients: documented. Our contract with AWS.')
})

test('cost says so where ID tokens would cost as much or more', async () => {
  const { lite, essentials, plus } = prices.users
  const file = await fileOf(JSON.stringify({ ...prices, users: { lite: essentials, essentials: lite, plus } }))
  expect((await cost('--mau', '20000', '--prices', file)).out).toContain(
    'Scopes on access tokens (Essentials) cost less than ID tokens (Lite): 95.00 a month, 0.00475 for each user.',
  )
  const even = await fileOf(JSON.stringify({ ...prices, users: { lite, essentials: lite, plus } }))
  expect((await cost('--mau', '20000', '--prices', even)).out).toContain(
    'cost no more than ID tokens (Lite).\nBoth cost the same for any number of users.',
  )
})

test('cost does not say for how many users both cost the same where there are none', async () => {
  const { lite, plus } = prices.users
  const once = (usd: string) => ({ tiers: [{ upTo: null, usd }], mark: lite.mark, source: 'Ours.' })
  const file = await fileOf(
    JSON.stringify({ ...prices, users: { lite: once('0.01'), essentials: once('0.02'), plus } }),
  )
  const some = await cost('--mau', '5', '--prices', file)
  expect([some.code, some.out.includes('Both cost the same')]).toEqual([0, false])
})

test.each([
  [[], '`scopes cost` needs `--mau <users>`', '--mau 5000'],
  [['--mau', '-1'], '`--mau` takes a whole number from 0 to 1,000,000,000', '`--mau 5000`'],
  [['--mau', '1.5'], '`--mau` takes a whole number', '`--mau 5000`'],
  [['--mau', '1e3'], '`--mau` takes a whole number', '`--mau 5000`'],
  [['--mau', ''], '`--mau` takes a whole number', '`--mau 5000`'],
  [['--mau', '1000000001'], '`--mau` takes a whole number', '`--mau 5000`'],
  [['--mau', '99999999999999999999'], '`--mau` takes a whole number', '`--mau 5000`'],
  [['--mau'], '`--mau <users>` needs a value', '`scopes cost --help`'],
  [
    ['--mau', '1', '--machines', '1000001'],
    '`--machines` takes a whole number from 0 to 1,000,000',
    '`--machines 5000`',
  ],
  [['--mau', '1', '--token-requests', '-1'], '`--token-requests` takes a whole number', '`--token-requests 5000`'],
  [['--mau', '1', '--calls', 'many'], '`--calls` takes a whole number', '`--calls 5000`'],
  [['--mau', '1', '--peak-per-second', '0x1'], '`--peak-per-second` takes a whole number', '`--peak-per-second 5000`'],
  [['--mua', '1'], '`scopes cost` has no option `--mua`', 'did you mean `--mau`?'],
  [
    ['--mau', '1', '--print-prices'],
    '`--print-prices` and `--mau <users>` exclude each other',
    'leave one of them out',
  ],
  [['--mau', '1', '--prices', '/nowhere/prices.json'], 'The file of `--prices` cannot be read', 'check its path'],
])('cost %j fails in one line and says what to type next', async (args, cause, next) => {
  const { code, out, err } = await cost(...args)
  const [first = '', second = '', ...rest] = err.split('\n')
  expect([code, out, rest]).toEqual([2, '', ['']])
  expect(first).toContain(cause)
  expect(first.endsWith('.')).toBe(true)
  expect(second).toMatch(/^Next: /)
  expect(second).toContain(next)
})

test('the examples of `cost` run', async () => {
  const lines = exampleLines((await cost('--help')).out)
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(await run(line.split(' ').slice(1))).toMatchObject({ code: 0, err: '' })
})
