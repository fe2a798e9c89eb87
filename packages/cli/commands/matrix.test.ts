import { stripVTControlCharacters } from 'node:util'
import { matrixOf } from '@scopegate/analysis/matrix'
import { contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { run } from '../testing/run.ts'

const answer = async (...args: string[]) => (await run(['matrix', ...args])).out

test('matrix shows who may do what', async () => {
  expect(await run(['matrix', '--role', 'viewer', '--role', 'operator', '--role', 'partner'])).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "",
      "out": "                                                    garage  admin     partner
    operation                            scope          viewer  operator  north-fulfilment  south-kiosk
    GET /v1/fleet                        read:fleet     yes     -         yes               no
    GET /v1/fleet/{plate}                read:fleet     yes     -         yes               no
    PUT /v1/fleet/{plate}                write:fleet    no      -         yes               no
    POST /v1/fleet/{plate}/adjustments   write:fleet    no      -         yes               no
    POST /v1/rentals                     write:rental   no      -         no                yes
    GET /v1/rentals                      read:rental    yes     -         no                yes
    GET /v1/rentals/{id}                 read:rental    yes     -         no                yes
    GET /v1/deposit                      read:deposit   no      -         no                yes
    GET /v1/deposit/entries              read:deposit   no      -         no                yes
    PUT /v1/orgs/{org}                   write:org      -       yes       -                 -
    POST /v1/orgs/{org}/deposit/credits  write:deposit  -       yes       -                 -
    GET /v1/access                       read:access    yes     yes       yes               yes
    GET /v1/me                           read:profile   yes     yes       -                 -
    GET /healthz                         public         -       -         -                 -

    yes: may. no: the token lacks the scope. -: the API of that pool does not carry the operation.
    ",
    }
  `)
})

test('matrix shows what one scope opens, and to whom, by its short name or as a token carries it', async () => {
  const short = await answer('--scope', 'read:deposit')
  expect(short).toMatchInlineSnapshot(`
    "                                       garage                 admin              partner
    operation                scope         owner   staff  viewer  operator  support  north-fulfilment  south-kiosk
    GET /v1/deposit          read:deposit  yes     no     no      -         -        no                yes
    GET /v1/deposit/entries  read:deposit  yes     no     no      -         -        no                yes

    yes: may. no: the token lacks the scope. -: the API of that pool does not carry the operation.
    "
  `)
  expect(await answer('--scope', 'deposit/read:deposit')).toBe(short)
})

test('matrix takes an operation by its id or by its route', async () => {
  const byId = await answer('--operation', 'getDeposit', '--client', 'south-kiosk')
  expect(byId).toContain('GET /v1/deposit')
  expect(await answer('--operation', 'GET /v1/deposit', '--client', 'south-kiosk')).toBe(byId)
})

test('matrix prints Markdown for a page', async () => {
  expect(
    await answer('--format', 'markdown', '--client', 'admin-portal', '--scope', 'write:org'),
  ).toMatchInlineSnapshot(`
    "| operation | method | path | scope | admin:operator | admin:support |
    |---|---|---|---|---|---|
    | openOrg | PUT | /v1/orgs/{org} | write:org | yes | no |
    "
  `)
})

test('matrix prints CSV for a spreadsheet', async () => {
  expect(await answer('--format', 'csv', '--client', 'admin-portal', '--scope', 'write:org')).toMatchInlineSnapshot(`
    "operation,method,path,scope,admin:operator,admin:support
    openOrg,PUT,/v1/orgs/{org},write:org,yes,no
    "
  `)
})

test.each([[['--json']], [['--format', 'json']]])('matrix %j prints the report itself', async (flags) => {
  expect(JSON.parse(await answer(...flags))).toEqual(matrixOf(contract))
})

test('matrix says so when nobody and nothing is left', async () => {
  expect(await answer('--role', 'viewer', '--client', 'admin-portal')).toBe('Nobody matches the filters together.\n')
  const none = await answer('--scope', 'read:deposit', '--operation', 'openOrg')
  expect(none).toBe('No operation matches the filters together.\n')
})

test('matrix is coloured for a person, and for nobody with NO_COLOR, in a pipe or on a dumb terminal', async () => {
  const args = ['matrix', '--role', 'viewer']
  const coloured = await run(args, { interactive: true })
  const plain = await run(args)
  expect(coloured.out).toContain('\u001B[32myes\u001B[39m')
  expect(stripVTControlCharacters(coloured.out)).toBe(plain.out)
  expect(await run(args, { interactive: true, environment: { NO_COLOR: '1' } })).toEqual(plain)
  expect(await run(args, { interactive: true, environment: { TERM: 'dumb' } })).toEqual(plain)
  expect((await run(args, { interactive: true, environment: { NO_COLOR: '' } })).out).toBe(coloured.out)
})

test.each([
  [['--role', 'viwer'], 'There is no role `viwer`', 'did you mean `viewer`?'],
  [['--scope', 'read:depost'], 'There is no scope `read:depost`', 'did you mean `read:deposit`?'],
  [['--operation', 'getDepost'], 'There is no operation `getDepost`', 'did you mean `getDeposit`?'],
  [['--operation', 'GET /v1/depost'], 'There is no operation `GET /v1/depost`', 'did you mean `GET /v1/deposit`?'],
  [['--client', 'garage-ap'], 'There is no client `garage-ap`', 'did you mean `garage-app`?'],
  [['--role', 'zzzzzzzzz'], 'There is no role `zzzzzzzzz`', 'there are: owner, staff, viewer'],
  [['--rol', 'viewer'], '`scopes matrix` has no option `--rol`', 'did you mean `--role`?'],
  [['--role'], '`--role <role>` needs a value', '`scopes matrix --help`'],
  [['--format', 'xml'], 'The value of `--format <format>` is not one that it takes', 'text, markdown, csv, json'],
  [['--json', '--format', 'csv'], '`--json` and `--format <format>` exclude each other', 'leave one of them out'],
  [['viewer'], '`scopes matrix` was given too many arguments', '`scopes matrix --help`'],
])('matrix %j fails in one line and says what to type next', async (args, cause, next) => {
  const { code, out, err } = await run(['matrix', ...args])
  const [first = '', second = '', ...rest] = err.split('\n')
  expect([code, out, first, rest]).toEqual([2, '', `${cause}.`, ['']])
  expect(second).toMatch(/^Next: /)
  expect(second).toContain(next)
})
