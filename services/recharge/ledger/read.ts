/**
 * Reads ledgers past the services: every organization of the wallets' table, one after the other, while the system runs.
 *
 * A wallet that moves while it is read is no difference. Entries never change, so those up to a version that was read
 * are a whole ledger, whatever is appended meanwhile. DynamoDB isolates a query from a transaction item by item only
 * (read committed), so what looks broken is read again before it is believed.
 */
import { setTimeout } from 'node:timers/promises'
import { type DynamoDBDocumentClient, GetCommand, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb'
import { attempt } from '@scopegate/http/outbound/attempt'
import { startDeadline } from '@scopegate/http/outbound/deadline'
import { entryOf, entryPrefix, type Wallet, type WalletEntry, walletKey } from '../wallet.ts'
import { type LedgerDifference, verifyLedger } from './verify.ts'

/** Where the ledgers are. */
export interface LedgerTable {
  readonly client: DynamoDBDocumentClient
  readonly table: string
}

/** One organization's ledger, checked. */
export interface LedgerFinding {
  readonly org: string
  readonly entries: number
  /** Minor units; absent without a wallet. */
  readonly balance?: number
  readonly currency?: string
  readonly difference?: LedgerDifference
}

/** Milliseconds for one answer of the database: a page of a table takes longer than a request's row. */
const pageBudget = 10_000

/** Rows of one scanned page: an answer well inside the time limit of a connection. */
const scanned = 1_000

const pauseMilliseconds = 50
const readings = 5

/** Every organization that has a row, wallet or not: an entry whose wallet is gone must not be overlooked. */
export async function* organizations({ client, table }: LedgerTable): AsyncGenerator<string> {
  const seen = new Set<string>()
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      Limit: scanned,
      ProjectionExpression: '#org',
      ExpressionAttributeNames: { '#org': 'org' },
    },
  )
  for await (const { Items = [] } of bounded(pages)) {
    for (const { org } of Items) {
      const id = String(org)
      if (seen.has(id)) continue
      seen.add(id)
      yield id
    }
  }
}

/** Checks one organization's ledger. A difference is one that stayed through several readings. */
export async function checkLedger(table: LedgerTable, org: string): Promise<LedgerFinding> {
  for (let reading = 1; ; reading += 1) {
    const { wallet, entries } = await readLedger(table, org)
    const difference = verifyLedger(wallet, entries)
    if (difference === undefined || reading === readings) {
      const state = wallet === undefined ? {} : { balance: wallet.balance, currency: wallet.currency }
      return { org, entries: entries.length, ...state, ...(difference === undefined ? {} : { difference }) }
    }
    await setTimeout(pauseMilliseconds * reading)
  }
}

async function readLedger(table: LedgerTable, org: string) {
  const wallet = await readWallet(table, org)
  const all = await readEntries(table, org)
  const later = await readWallet(table, org)
  // What was appended meanwhile. An entry that neither reading of the wallet accounts for stays, and is a difference.
  const isNew = ({ sequence }: WalletEntry) =>
    wallet !== undefined && later !== undefined && sequence > wallet.version && sequence <= later.version
  // A wallet that was opened meanwhile is new as a whole.
  return wallet === undefined
    ? { wallet: later, entries: all }
    : { wallet, entries: all.filter((each) => !isNew(each)) }
}

async function readWallet({ client, table }: LedgerTable, org: string): Promise<Wallet | undefined> {
  const command = new GetCommand({ TableName: table, Key: { org, item: walletKey }, ConsistentRead: true })
  const { Item } = await attempt(startDeadline(pageBudget), (abortSignal) => client.send(command, { abortSignal }))
  // The cast only names the fields: `verifyLedger` looks at each of them.
  return Item as Wallet | undefined
}

async function readEntries({ client, table }: LedgerTable, org: string): Promise<readonly WalletEntry[]> {
  const entries: WalletEntry[] = []
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: '#org = :org AND begins_with(#item, :entry)',
      ExpressionAttributeNames: { '#org': 'org', '#item': 'item' },
      ExpressionAttributeValues: { ':org': org, ':entry': entryPrefix },
    },
  )
  for await (const { Items = [] } of bounded(pages)) entries.push(...Items.map(entryOf))
  return entries
}

/** The pages, each within its time. */
async function* bounded<Page>(pages: AsyncIterator<Page, unknown>): AsyncGenerator<Page> {
  for (;;) {
    const { done, value } = await attempt(startDeadline(pageBudget), () => pages.next())
    if (done === true) return
    yield value
  }
}
