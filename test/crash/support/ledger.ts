/** What is stored, read past the services, and the laws that hold for it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, type NativeAttributeValue, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb'
import type { Recharge } from '@scopegate/services/recharge/recharges'
import type { Wallet, WalletEntry } from '@scopegate/services/recharge/wallet'
import { localAccess, tables } from '../../services/support/dynamodb.ts'

type Row = Record<string, NativeAttributeValue>

/** Everything that is stored of one organization's money. */
export interface Books {
  readonly wallet: Wallet
  /** In the order of the ledger. */
  readonly entries: readonly WalletEntry[]
  readonly recharges: readonly Recharge[]
  /** Rows of the table of keys, of every organization. */
  readonly keys: number
}

/** Reads the books. The casts are safe: the services wrote the rows, and the laws look at each field. */
export async function readBooks(endpoint: string, org: string): Promise<Books> {
  const plain = new DynamoDBClient({ endpoint, ...localAccess })
  const client = DynamoDBDocumentClient.from(plain)
  const rowsOf = async (TableName: string): Promise<readonly Row[]> => {
    const rows: Row[] = []
    const query = {
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: '#org = :org',
      ExpressionAttributeNames: { '#org': 'org' },
      ExpressionAttributeValues: { ':org': org },
    }
    for await (const { Items = [] } of paginateQuery({ client }, query)) rows.push(...Items)
    return rows
  }
  const wallets = await rowsOf(tables.WALLETS_TABLE)
  const recharges = await rowsOf(tables.RECHARGES_TABLE)
  let keys = 0
  const scan = { TableName: tables.IDEMPOTENCY_TABLE, ConsistentRead: true, Select: 'COUNT' } as const
  for await (const { Count = 0 } of paginateScan({ client }, scan)) keys += Count
  plain.destroy()
  const wallet = wallets.find(({ item }) => item === 'wallet')
  if (wallet === undefined) throw new Error('The organization has no wallet')
  const entries = wallets.filter(({ item }) => String(item).startsWith('entry#')) as unknown as WalletEntry[]
  return {
    wallet: wallet as unknown as Wallet,
    entries: entries.toSorted((a, b) => a.sequence - b.sequence),
    recharges: recharges as unknown as Recharge[],
    keys,
  }
}

/**
 * The laws of the ledger: entries follow one another without a gap, each balance is the sum so far and never negative,
 * the wallet holds the last of them, and each recharge has its one entry with its amount.
 *
 * @returns one sentence for each law that is broken; none when the books are right
 */
export function faultsOf({ wallet, entries, recharges }: Books): readonly string[] {
  const faults: string[] = []
  let sum = 0
  for (const [at, { sequence, amount, balance_after }] of entries.entries()) {
    sum += amount
    if (sequence !== at + 1) faults.push(`Entry ${at + 1} has the sequence ${sequence}`)
    if (balance_after !== sum) faults.push(`Entry ${at + 1} says the balance ${balance_after}, the sum is ${sum}`)
    if (sum < 0) faults.push(`The balance is ${sum} after entry ${at + 1}`)
  }
  if (wallet.balance !== sum) faults.push(`The wallet holds ${wallet.balance}, the entries sum to ${sum}`)
  if (wallet.version !== entries.length) faults.push(`Version ${wallet.version} after ${entries.length} entries`)
  const spent = new Map<string, number[]>()
  for (const { kind, cause = '', amount } of entries) {
    if (kind === 'recharge') spent.set(cause, [...(spent.get(cause) ?? []), amount])
  }
  for (const { id, amount } of recharges) {
    const amounts = spent.get(id) ?? []
    if (amounts.length !== 1 || amounts[0] !== -amount)
      faults.push(`Recharge ${id} has the entries [${amounts.join()}]`)
  }
  if (spent.size !== recharges.length) faults.push(`${spent.size} recharges have entries, ${recharges.length} exist`)
  return faults
}
