import { stripVTControlCharacters } from 'node:util'
import { contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { billOf } from '../cost/bill.ts'
import { exampleLines } from '../testing/examples.ts'
import { run } from '../testing/run.ts'

const cost = (...args: string[]) => run(['cost', ...args])

test('cost prints the month by plan, and what access tokens add', async () => {
  expect(await cost('--mau', '50000')).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "",
      "out": "One month in US East (N. Virginia), in US dollars, with prices of 2026-11-25

                                 Lite  Essentials        Plus
    50,000 users               220.00      600.00    1,000.00
    2 machine clients            0.00        0.00        0.00
    1,948 token requests         4.38        4.38        4.38
    total                      224.38      604.38    1,004.38
    can run this contract          no         yes         yes

    Scopes on access tokens (Essentials) cost 380.00 more than ID tokens (Lite).
    Each machine is taken to get a new token after 75% of the lifetime of the last one; \`--token-requests\` gives another number.

    The prices were read from others’ printings of AWS’s list: check them with AWS before you decide.
    ",
    }
  `)
})

test('cost says what is derived from the contract, and not what was typed', async () => {
  const { out } = await cost('--mau', '1', '--machines', '3', '--token-requests', '1')
  expect(out).toContain('1 user ')
  expect(out).toContain('3 machine clients')
  expect(out).toContain('1 token request ')
  expect((await cost('--mau', '1', '--machines', '3')).out).toContain('2,922 token requests')
})

test('cost --json prints the report itself', async () => {
  const { code, out, err } = await cost('--mau', '7', '--json')
  expect([code, err]).toEqual([0, ''])
  expect(JSON.parse(out)).toEqual(billOf(contract, { users: 7 }))
})

test('cost warns and still answers', async () => {
  const { code, out } = await cost('--mau', '7', '--token-requests', '394200001')
  expect(code).toBe(0)
  expect(out).toContain('\nWarning: The token requests average 151 a second; Cognito takes 150')
})

test('cost is coloured for a person and for nobody with NO_COLOR', async () => {
  const args = ['cost', '--mau', '7']
  const coloured = await run(args, { interactive: true })
  const plain = await run(args)
  expect(coloured.out).toContain('\u001B[32m')
  expect(stripVTControlCharacters(coloured.out)).toBe(plain.out)
  expect(await run(args, { interactive: true, environment: { NO_COLOR: '1' } })).toEqual(plain)
})

test.each([
  [[], '`scopes cost` needs `--mau <users>`', '`scopes cost --help`'],
  [['--mau', '-1'], '`--mau` takes a whole number from 0 to 1,000,000,000', '`--mau 5000`'],
  [['--mau', '1.5'], '`--mau` takes a whole number', '`--mau 5000`'],
  [['--mau', '1e3'], '`--mau` takes a whole number', '`--mau 5000`'],
  [['--mau', ''], '`--mau` takes a whole number', '`--mau 5000`'],
  [['--mau', '1000000001'], '`--mau` takes a whole number', '`--mau 5000`'],
  [['--mau', '99999999999999999999'], '`--mau` takes a whole number', '`--mau 5000`'],
  [['--mau'], '`--mau <users>` needs a value', '`scopes cost --help`'],
  [['--mau', '1', '--token-requests', '-1'], '`--token-requests` takes a whole number', '`--token-requests 5000`'],
  [['--mau', '1', '--mua', '1'], '`scopes cost` has no option `--mua`', 'did you mean `--mau`?'],
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
