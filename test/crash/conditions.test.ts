/**
 * Each condition of the write holds by itself. They overlap, so that a race alone cannot tell that one is gone; here
 * a foreign hand changes just what one of them watches, between the decision and the write.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localAccess, tables } from '../services/support/dynamodb.ts'
import { mint, operator, user } from '../support/principals.ts'
import { rechargeOnce } from './support/caller.ts'
import { readBooks } from './support/ledger.ts'
import { type CrashWorld, openFunded, startCrashWorld } from './support/world.ts'

let started: CrashWorld | undefined
beforeAll(async () => {
  started = await startCrashWorld({ servers: 1 })
})
afterAll(() => started?.stop())

type Hand = (client: DynamoDBDocumentClient) => Promise<unknown>

/** Lets the hand in just before the next transaction reaches the database. */
function interfere(hand: Hand): CrashWorld {
  if (started === undefined) throw new Error('The system runs only while tests run')
  const { tap, databaseEndpoint } = started
  tap.arm((operation, earlier) =>
    operation === 'TransactWriteItems' && earlier === 0
      ? { moment: 'before', act: async () => void (await withDatabase(databaseEndpoint, hand)), cut: false }
      : undefined,
  )
  return started
}

/** Past the services. */
async function withDatabase<T>(endpoint: string, work: (client: DynamoDBDocumentClient) => Promise<T>): Promise<T> {
  const plain = new DynamoDBClient({ endpoint, ...localAccess })
  try {
    return await work(DynamoDBDocumentClient.from(plain))
  } finally {
    plain.destroy()
  }
}

/** Makes a recharge of 10 and lets the hand in just before its first write reaches the database. */
async function rechargeWith(org: string, balance: number, hand: Hand) {
  if (started === undefined) throw new Error('The system runs only while tests run')
  const url = started.urls[0] ?? ''
  await openFunded(url, org, balance)
  const { tap, databaseEndpoint } = interfere(hand)
  const token = await mint(user({ role: 'owner', org }))
  const terms = { account: 'a', amount: 10, currency: 'EUR' }
  const { answer } = await rechargeOnce({ url, token, key: crypto.randomUUID(), terms })
  // The cast is safe: a recharge has no code, a problem has one.
  const { code } = JSON.parse(answer.body) as { readonly code?: string }
  const { wallet, recharges, entries } = await readBooks(databaseEndpoint, org)
  return { answer: code ?? answer.status, writes: tap.count('TransactWriteItems'), wallet, recharges, entries }
}

/** Changes one field of the wallet, and no other. */
const setField =
  (org: string, field: string, value: unknown): Hand =>
  (client) =>
    client.send(
      new UpdateCommand({
        TableName: tables.WALLETS_TABLE,
        Key: { org, item: 'wallet' },
        UpdateExpression: 'SET #field = :value',
        ExpressionAttributeNames: { '#field': field },
        ExpressionAttributeValues: { ':value': value },
      }),
    )

test('the write does not overdraw when the balance fell and the version stands', async () => {
  const org = 'org_poorer'
  const { answer, wallet, recharges } = await rechargeWith(org, 10, setField(org, 'balance', 0))
  expect([answer, wallet.balance, recharges.length]).toEqual(['wallet_insufficient', 0, 0])
})

test('the write does not happen on another version, though balance and currency allow it', async () => {
  const org = 'org_newer'
  const { answer, writes, wallet } = await rechargeWith(org, 100, setField(org, 'version', 7))
  expect([answer, writes, wallet.version, wallet.balance]).toEqual([201, 2, 8, 90])
})

test('the write does not happen in another currency, though version and balance allow it', async () => {
  const org = 'org_converted'
  const { answer, wallet } = await rechargeWith(org, 100, setField(org, 'currency', 'USD'))
  expect([answer, wallet.balance]).toEqual(['currency_mismatch', 100])
})

test('an entry that stands is never written over', async () => {
  const org = 'org_entered'
  const first = (entries: readonly object[]): PutCommandInput['Item'] => ({ ...entries[0], sequence: 2, note: 'first' })
  const { answer, wallet, entries, recharges } = await rechargeWith(org, 100, async (client) => {
    const { entries: before } = await readBooks(started?.databaseEndpoint ?? '', org)
    const Item = { ...first(before), item: 'entry#0000000000000002' }
    await client.send(new PutCommand({ TableName: tables.WALLETS_TABLE, Item }))
  })
  expect([answer, wallet.balance, recharges.length]).toEqual(['dependency_unavailable', 100, 0])
  expect(entries[1]).toMatchObject({ note: 'first' })
})

/** Credits 10 to an organization that is open and has no wallet yet, and lets the hand in before the first write. */
async function firstCreditWith(org: string, hand: Hand) {
  if (started === undefined) throw new Error('The system runs only while tests run')
  const url = started.urls[0] ?? ''
  const headers = {
    authorization: `Bearer ${await mint(operator())}`,
    'content-type': 'application/json',
    'idempotency-key': `"${crypto.randomUUID()}"`,
  }
  const send = (method: string, path: string, body: object) =>
    fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) })
  expect((await send('PUT', `/v1/orgs/${org}`, { name: 'Test', currency: 'EUR' })).status).toBe(201)
  const { tap, databaseEndpoint } = interfere(hand)
  const answer = await send('POST', `/v1/orgs/${org}/wallet/credits`, { amount: 10, currency: 'EUR' })
  // The cast is safe: a credit has no code, a problem has one.
  const { code } = (await answer.json()) as { readonly code?: string }
  const { Items = [] } = await withDatabase(databaseEndpoint, (client) =>
    client.send(
      new QueryCommand({
        TableName: tables.WALLETS_TABLE,
        KeyConditionExpression: '#org = :org',
        ExpressionAttributeNames: { '#org': 'org' },
        ExpressionAttributeValues: { ':org': org },
      }),
    ),
  )
  return { answer: code ?? answer.status, writes: tap.count('TransactWriteItems'), rows: Items }
}

test('the first credit does not happen when the organization is gone by then', async () => {
  const Key = { org: 'org_gone' }
  const { answer, rows } = await firstCreditWith(Key.org, (client) =>
    client.send(new DeleteCommand({ TableName: tables.ORGANIZATIONS_TABLE, Key })),
  )
  expect([answer, rows]).toEqual(['not_found', []])
})

test('the first credit does not happen when the organization has another currency by then', async () => {
  const { answer, rows } = await firstCreditWith('org_recurrent', (client) =>
    client.send(
      new UpdateCommand({
        TableName: tables.ORGANIZATIONS_TABLE,
        Key: { org: 'org_recurrent' },
        UpdateExpression: 'SET #currency = :currency',
        ExpressionAttributeNames: { '#currency': 'currency' },
        ExpressionAttributeValues: { ':currency': 'USD' },
      }),
    ),
  )
  expect([answer, rows]).toEqual(['currency_mismatch', []])
})

test('the first credit does not write over a wallet that is there by then', async () => {
  const org = 'org_hasty'
  const wallet = { currency: 'EUR', balance: 7, version: 1, updated_at: '2027-01-01T00:00:00.000Z' }
  const { answer, writes, rows } = await firstCreditWith(org, (client) =>
    client.send(new PutCommand({ TableName: tables.WALLETS_TABLE, Item: { org, item: 'wallet', ...wallet } })),
  )
  expect([answer, writes]).toEqual([201, 2])
  expect(rows.find(({ item }) => item === 'wallet')).toMatchObject({ balance: 17, version: 2 })
})
