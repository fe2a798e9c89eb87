/** `scopes token` on the running local stack: real tokens, of the right people, which the APIs take. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ran } from '@scopegate/cli/testing/index'
import { effectiveScopes } from '@scopegate/contract/grants'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { allClients, poolNamed, scopesOfClient, scopesOfRole, wireName } from '../support/contract.ts'
import { run } from '../support/run.ts'
import { apiUrl, clientOf, poolOf, stack } from '../support/stack.ts'

const token = (...args: string[]) => run(['token', ...args, '--directory', inject('stackDirectory')])
const claimsOf = (ran: Ran) => decodeJwt<{ scope: string; [claim: string]: unknown }>(ran.out.trim())
const catalogScopes = (scope: string) =>
  scope
    .split(' ')
    .filter((name) => name.includes('/'))
    .sort()

const people = allClients
  .filter(({ kind }) => kind !== 'machine')
  .flatMap((client) =>
    poolNamed(client.pool).roles.map((role) => ({
      client,
      role,
      as: `${client.pool}:${role}${poolNamed(client.pool).org === 'none' ? '' : '@org_globex'}`,
    })),
  )

test.each(people)('token --as $as --client $client.name is that person’s', async ({ client, role, as }) => {
  const ran = await token('--as', as, '--client', client.name)
  expect([ran.code, ran.err, ran.out.split('\n').length]).toEqual([0, '', 2])
  const claims = claimsOf(ran)
  const user = stack().users.find((each) => each.sub === claims.sub)
  expect([claims.iss, claims['client_id'], claims['role'], claims['org_id'], user?.role]).toEqual([
    poolOf(client.pool).issuer,
    clientOf(client.name).id,
    role,
    poolNamed(client.pool).org === 'none' ? undefined : 'org_globex',
    role,
  ])
  const grant = { requested: 'as-allowed', client: scopesOfClient(client.name), role: scopesOfRole(role) } as const
  expect(catalogScopes(claims.scope)).toEqual(effectiveScopes(grant).map(wireName).sort())
})

const machines = allClients.filter(({ kind }) => kind === 'machine')

test.each(machines)('token --as $name is that machine’s', async (client) => {
  const claims = claimsOf(await token('--as', client.name))
  expect(claims.sub).toBe(clientOf(client.name).id)
  expect(catalogScopes(claims.scope)).toEqual(scopesOfClient(client.name).map(wireName).sort())
})

test('an API takes the token', async () => {
  const { out } = await token('--as', 'merchant:viewer@org_acme')
  const answer = await fetch(`${apiUrl('merchant')}/v1/inventory`, {
    headers: { authorization: `Bearer ${out.trim()}` },
  })
  expect(answer.status).toBe(200)
})

test('token --scope asks for no more than that, by short or full name, repeated or in a row', async () => {
  for (const flags of [
    ['--scope', 'read:inventory', 'recharge/read:recharge'],
    ['--scope', 'inventory/read:inventory', '--scope', 'read:recharge'],
  ]) {
    const { scope } = claimsOf(await token('--as', 'merchant:staff@org_acme', ...flags))
    expect(catalogScopes(scope)).toEqual(['inventory/read:inventory', 'recharge/read:recharge'])
  }
})

test('token says on standard error which scopes the role may not hold, and --json lists them', async () => {
  const args = ['--as', 'merchant:viewer@org_acme', '--scope', 'read:inventory', 'write:inventory']
  const plain = await token(...args)
  expect([plain.code, plain.err]).toEqual([
    0,
    'The token does not carry `inventory/write:inventory`: the role may not hold it. `scopes matrix` shows who may.\n',
  ])
  const { out } = await token(...args, '--json')
  // The cast is safe: `--json` prints the report.
  const { expires, token: issued, ...report } = JSON.parse(out) as { expires: string; token: string }
  expect(report).toEqual({
    pool: 'merchant',
    client: 'merchant-web',
    scopes: ['inventory/read:inventory'],
    withheld: ['inventory/write:inventory'],
  })
  expect(Date.parse(expires)).toBe((decodeJwt(issued).exp ?? 0) * 1000)
})

test.each([
  [['--as', 'merchant:owner'], 'There is one `merchant:owner` in each organization', '`--as merchant:owner@org_acme`'],
  [['--as', 'merchant:ownr@org_acme'], 'There is no role `ownr` in the pool `merchant`', 'did you mean `owner`?'],
  [['--as', 'merchnt:owner@org_acme'], 'There is no pool `merchnt`', 'did you mean `merchant`?'],
  [['--as', 'merchant:owner@org_acm'], 'There is no organization `org_acm`', 'did you mean `org_acme`?'],
  [['--as', 'acme-fulfilmnt'], 'There is no machine `acme-fulfilmnt`', 'did you mean `acme-fulfilment`?'],
  [['--as', 'partner:partner'], 'Nobody signs in to the pool `partner`', '`--as acme-fulfilment`'],
  [['--as', 'admin:operator@org_acme'], 'People of the pool `admin` have no organization', '`--as admin:operator`'],
  [['--as', 'admin:operator', '--client', 'merchant-app'], 'There is no client `merchant-app`', 'admin-portal'],
  [['--as', 'globex-kiosk', '--client', 'acme-fulfilment'], 'A machine is its own client', 'leave out `--client`'],
  [['--as', 'globex-kiosk', '--scope', 'read:walet'], 'There is no scope `read:walet`', 'did you mean `read:wallet`?'],
  [
    ['--as', 'globex-kiosk', '--scope', 'write:org'],
    '`globex-kiosk` may not hold',
    '`scopes matrix --client globex-kiosk`',
  ],
  [
    ['--as', 'merchant:owner@org_acme', '--client', 'merchant-app', '--scope', 'read:wallet'],
    'cannot ask for scopes',
    '`--client merchant-web`',
  ],
  [[], '`scopes token` needs `--as <who>`', '`scopes token --help`'],
])('token %j fails in one line and says what to type next', async (args, cause, next) => {
  const { code, out, err } = await token(...args)
  const [first, second, ...rest] = err.split('\n')
  expect([code, out, rest]).toEqual([2, '', ['']])
  expect(first).toContain(cause)
  expect(second).toMatch(/^Next: /)
  expect(second).toContain(next)
})

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scopegate-token-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('token says in one line that no local stack runs, and how to start one', async () => {
  expect(await run(['token', '--as', 'admin:operator', '--directory', folder])).toEqual({
    code: 2,
    out: '',
    err: `No local stack runs: its folder holds no \`stack.json\`.
Next: type \`scopes start\` in another terminal, or name its folder with \`--directory\`
`,
  })
})

test('token says so when a stack was killed, or left something else behind', async () => {
  // Nothing listens on the discard port of this machine.
  const text = JSON.stringify(stack()).replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:9')
  for (const [left, cause] of [
    [text, 'The local stack does not answer'],
    ['{}', 'The file `stack.json` is not what a local stack writes'],
    ['{', 'The file `stack.json` is not what a local stack writes'],
  ] as const) {
    await writeFile(join(folder, 'stack.json'), left)
    for (const as of ['admin:operator', 'merchant:owner@org_acme', 'acme-fulfilment']) {
      const { code, out, err } = await run(['token', '--as', as, '--directory', folder])
      expect([code, out, err.includes(cause), err.includes('\nNext: ')]).toEqual([2, '', true, true])
    }
  }
})

test('token repeats neither passwords nor secrets when the sign-in is refused', async () => {
  const { users, clients } = stack()
  const wrong = {
    ...stack(),
    users: users.map((user) => ({ ...user, password: 'Wrong-password-7' })),
    clients: Object.fromEntries(
      Object.entries(clients).map(([name, client]) => [
        name,
        { ...client, ...('secret' in client ? { secret: 'wrong' } : {}) },
      ]),
    ),
  }
  await writeFile(join(folder, 'stack.json'), JSON.stringify(wrong))
  for (const args of [
    ['admin:operator'],
    ['merchant:owner@org_acme', '--client', 'merchant-app'],
    ['acme-fulfilment'],
  ]) {
    const { code, out, err } = await run(['token', '--as', ...args, '--directory', folder])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^The local Cognito refused the sign-in.*\.\nNext: .*\n$/)
    expect(err).not.toMatch(/wrong|@org|example/i)
  }
})

test('token says which users Cognito asks for more than the password that the stack knows', async () => {
  const users = stack().users.map((user) => ({ ...user, totpSecret: undefined }))
  await writeFile(join(folder, 'stack.json'), JSON.stringify({ ...stack(), users }))
  expect(await run(['token', '--as', 'admin:operator', '--directory', folder])).toEqual({
    code: 2,
    out: '',
    err: `The local Cognito asks this user for more than the password that the stack was made with: \`SOFTWARE_TOKEN_MFA\`.
Next: name another user, sign in through an application, or begin anew with \`start --fresh\`
`,
  })
})
