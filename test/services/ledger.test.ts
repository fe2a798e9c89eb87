/** The check of all ledgers: as the command that an operator runs, on a real database, while money moves. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { checkLedgers } from '@scopegate/services/recharge/ledger/report'
import { describe, expect, inject, test } from 'vitest'
import { localAccess, tables } from './support/dynamodb.ts'
import { type Fate, lossyProxy } from './support/lossy-proxy.ts'
import { merchantIn, topUp } from './support/merchant.ts'
import { useWorld, type World } from './support/world.ts'

const entry = fileURLToPath(import.meta.resolve('@scopegate/services/recharge/ledger/command'))

/** Runs the command as a process of its own, with nothing of this process's environment but the SDK's variables. */
function ledger(variables: Record<string, string>, ...options: readonly string[]) {
  const { AWS_REGION = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env
  const env = { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...variables }
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [entry, ...options], { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    )
  })
}

const TableName = tables.WALLETS_TABLE
const documents = (world: World) =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: world.variables()['DYNAMODB_ENDPOINT'] ?? '', ...localAccess }),
  )

describe('on a table whose ledgers hold', () => {
  const world = useWorld()

  test('says so for each organization, and exits 0', async () => {
    const [one, two] = [await merchantIn(world, 1000), await merchantIn(world, 300)]
    await one.recharge()
    await two.recharge()
    // Opened, and nothing more: it has no ledger yet.
    await merchantIn(world, 0)
    const { code, stdout, stderr } = await ledger(world.variables())
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`${one.org}: 2 entries sum up to 700 EUR\n`)
    expect(stdout).toContain(`${two.org}: 2 entries sum up to 0 EUR\n`)
    expect(stdout).toContain('2 organizations, 4 entries in wallets: every balance is the sum of its entries')
  })

  test('finds no difference while money moves', async () => {
    const { recharge, org } = await merchantIn(world, 1000)
    const money = { moves: true }
    const spend = async () => {
      for (let count = 0; count < 30; count += 1) expect((await recharge({ ...topUp, amount: 1 })).status).toBe(201)
    }
    const spent = spend().finally(() => {
      money.moves = false
    })
    const sizes = new Set<number | undefined>()
    while (money.moves) {
      const { ok, ledgers } = await checkLedgers({ client: documents(world), table: TableName })
      expect(ok).toBe(true)
      sizes.add(ledgers.find((each) => each.org === org)?.entries)
    }
    await spent
    // It has really seen the ledger grow.
    expect(sizes.size).toBeGreaterThan(2)
  })
})

describe('between the reads of one ledger', () => {
  const world = useWorld()

  /** A check whose every query of entries waits for something to happen first. */
  async function checkWith(beforeQuery: () => Promise<unknown>) {
    const proxy = await lossyProxy(world.variables()['DYNAMODB_ENDPOINT'] ?? '')
    proxy.fate = async (operation): Promise<Fate> => {
      if (operation === 'Query') await beforeQuery()
      return 'pass'
    }
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: proxy.endpoint, ...localAccess }))
    return checkLedgers({ client, table: TableName })
  }

  test('a movement each time is no difference: what was read of the wallet counts', async () => {
    const { recharge, org } = await merchantIn(world, 1000)
    let moved = 0
    const { ok, ledgers } = await checkWith(async () => {
      moved += 1
      expect((await recharge({ ...topUp, amount: 1 })).status).toBe(201)
    })
    expect([ok, moved]).toEqual([true, ledgers.length])
    expect(ledgers.find((each) => each.org === org)?.entries).toBe(1)
  })

  test('what is whole when it is read again is no difference', async () => {
    const { org } = await merchantIn(world, 1000)
    await world.setBalance(org, 999)
    let queries = 0
    const { ok } = await checkWith(async () => {
      queries += 1
      if (queries > 2) await world.setBalance(org, 1000)
    })
    expect(ok).toBe(true)
  })
})

describe('on a table with a broken ledger', () => {
  const world = useWorld()

  test('names the first difference of each with organization and place, and exits 1', async () => {
    const [good, poor, lost] = [await merchantIn(world), await merchantIn(world), await merchantIn(world)]
    await world.setBalance(poor.org, 1001)
    await lost.recharge()
    await lost.recharge()
    const item = 'entry#0000000000000002'
    await documents(world).send(new DeleteCommand({ TableName, Key: { org: lost.org, item } }))
    const { code, stdout } = await ledger(world.variables())
    expect(code).toBe(1)
    expect(stdout).toContain(`${good.org}: 1 entries sum up to 1000 EUR\n`)
    expect(stdout).toContain(`${poor.org}: DIFFERENCE at entry 1, balance: expected 1000, found 1001 in the wallet\n`)
    expect(stdout).toContain(`${lost.org}: DIFFERENCE at entry 2, sequence: expected 2, found 3\n`)
    const report: unknown = JSON.parse((await ledger(world.variables(), '--json')).stdout)
    expect(report).toMatchObject({ ok: false, table: 'wallets' })
  })

  test('finds an entry behind the wallet’s version, and entries without a wallet', async () => {
    const { org } = await merchantIn(world, 1000)
    const [first] = await world.entries(org)
    const orphan = { ...first, sequence: 2, balance_after: 2000 }
    const put = (row: object) => documents(world).send(new PutCommand({ TableName, Item: row }))
    await put({ ...orphan, org, item: 'entry#0000000000000002' })
    await put({ ...first, org: 'org_nowhere' })
    const { ledgers } = await checkLedgers({ client: documents(world), table: TableName })
    expect(ledgers.find((each) => each.org === org)?.difference).toMatchObject({ rule: 'version', sequence: 2 })
    expect(ledgers.find((each) => each.org === 'org_nowhere')?.difference).toMatchObject({ rule: 'wallet_missing' })
  })
})

describe('on a table of several pages', () => {
  const world = useWorld()

  test('checks the organizations of every page', async () => {
    const count = 1_100
    const rows = Array.from({ length: count }, (_, index) => ({
      org: `org_many${String(index).padStart(5, '0')}`,
      item: 'wallet',
      currency: 'EUR',
      balance: index === count - 1 ? 5 : 0,
      version: 0,
    }))
    for (let at = 0; at < count; at += 25) {
      const requests = rows.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }))
      await documents(world).send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }))
    }
    const { ok, ledgers } = await checkLedgers({ client: documents(world), table: TableName })
    expect([ok, ledgers.length]).toEqual([false, count])
    expect(ledgers.filter(({ difference }) => difference !== undefined).map(({ org }) => org)).toEqual([
      'org_many01099',
    ])
  })
})

test('the running local stack names its table, and its ledgers hold', async () => {
  const { code, stdout } = await ledger({}, '--directory', inject('stackDirectory'), '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, table: expect.stringContaining('Wallets') as string })
})

test('--help says what it does and exits 0', async () => {
  const { code, stdout } = await ledger({}, '--help')
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Usage: ledger/)])
})

const nowhere = { DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' }

test.each([
  { when: 'the table is not named', variables: {}, options: [], says: '`WALLETS_TABLE`' },
  { when: 'an option is unknown', variables: {}, options: ['--all'], says: '--all' },
  { when: 'a word is left over', variables: {}, options: ['wallets'], says: 'wallets' },
  { when: 'the table’s name cannot be one', variables: {}, options: ['--table', 'x'], says: '`--table`' },
  { when: 'the database is out', variables: nowhere, options: ['--table', 'wallets'], says: 'does not answer' },
  { when: 'no local stack runs', variables: {}, options: ['--directory', '/nowhere'], says: 'No local stack' },
])('exits 2 with one line and no answer when $when', async ({ variables, options, says }) => {
  const { code, stdout, stderr } = await ledger(variables, ...options)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^The ledgers were not checked\. .*\n$/)
  expect(stderr).toContain(says)
})

describe('on a database without the table', () => {
  const world = useWorld()

  test('exits 2 and says so', async () => {
    const { code, stderr } = await ledger(world.variables(), '--table', 'others')
    expect([code, stderr]).toEqual([2, expect.stringContaining('There is no such table')])
  })
})
