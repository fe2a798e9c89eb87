/** The tables, read past the services: what really is there, whatever they say. */
import { isDeepStrictEqual } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { BatchWriteCommand, DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { localAccess, tables } from '../services/support/dynamodb.ts'
import { matches } from './attempts/patterns.ts'
import type { OrgState } from './judge/org-state.ts'

/** The tables that hold organizations' data, with their sort keys; an organization has one row of its own. */
const sortKeys = {
  [tables.INVENTORY_TABLE]: 'sku',
  [tables.WALLETS_TABLE]: 'item',
  [tables.RECHARGES_TABLE]: 'id',
  [tables.ORGANIZATIONS_TABLE]: undefined,
} as const
type Table = keyof typeof sortKeys
// The cast is safe: Object.keys of a literal that nobody extends gives exactly its keys.
const orgTables = Object.keys(sortKeys) as readonly Table[]

type Row = Readonly<Record<string, unknown>>

/** Direct access to the database of the sequences. */
export interface Stores {
  /** What differs between the tables and the model; `undefined` when nothing does. */
  readonly difference: (state: OrgState) => Promise<string | undefined>
  /** Removes all rows of an organization, so that a sequence starts with it untouched. */
  readonly clear: (org: string) => Promise<void>
  /** Every organization that any table has a row of. */
  readonly orgs: () => Promise<ReadonlySet<string>>
  /** The organization that has this recharge: what no service may ask. */
  readonly ownerOf: (recharge: string) => Promise<string | undefined>
  readonly close: () => void
}

/** Opens the tables of this database. */
export function openStores(endpoint: string): Stores {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...localAccess }))
  const rows = async (table: Table, org: string): Promise<readonly Row[]> => {
    const found: Row[] = []
    let from: Row | undefined
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: '#org = :org',
          ExpressionAttributeNames: { '#org': 'org' },
          ExpressionAttributeValues: { ':org': org },
          ExclusiveStartKey: from,
        }),
      )
      found.push(...Items)
      from = LastEvaluatedKey
    } while (from !== undefined)
    return found
  }
  const scan = async (table: Table, ...attributes: readonly string[]): Promise<readonly Row[]> => {
    const found: Row[] = []
    let from: Row | undefined
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({
          TableName: table,
          ProjectionExpression: attributes.map((name) => `#${name}`).join(),
          ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
          ExclusiveStartKey: from,
        }),
      )
      found.push(...Items)
      from = LastEvaluatedKey
    } while (from !== undefined)
    return found
  }
  return {
    difference: async (state) => {
      const [stock, wallets, recharges, organizations] = await Promise.all([
        rows(tables.INVENTORY_TABLE, state.org),
        rows(tables.WALLETS_TABLE, state.org),
        rows(tables.RECHARGES_TABLE, state.org),
        rows(tables.ORGANIZATIONS_TABLE, state.org),
      ])
      return (
        differ('stock', byKey(stock, 'sku'), withOrg(state.stock, state.org)) ??
        differ('recharges', byKey(recharges, 'id'), withOrg(state.recharges, state.org)) ??
        differ('organization', organizations, organizationRows(state)) ??
        walletDifference(wallets, state)
      )
    },
    clear: async (org) => {
      for (const table of orgTables) {
        const sortKey = sortKeys[table]
        const keys = (await rows(table, org)).map((row) =>
          sortKey === undefined ? { org } : { org, [sortKey]: row[sortKey] },
        )
        for (let at = 0; at < keys.length; at += 25) {
          const requests = keys.slice(at, at + 25).map((Key) => ({ DeleteRequest: { Key } }))
          await client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }))
        }
      }
    },
    orgs: async () => {
      const scans = await Promise.all(orgTables.map((table) => scan(table, 'org')))
      return new Set(scans.flat().map(({ org }) => String(org)))
    },
    ownerOf: async (recharge) => {
      const found = (await scan(tables.RECHARGES_TABLE, 'org', 'id')).find(({ id }) => id === recharge)
      return found === undefined ? undefined : String(found['org'])
    },
    close: () => client.destroy(),
  }
}

const byKey = (all: readonly Row[], name: string): Row => Object.fromEntries(all.map((row) => [String(row[name]), row]))

const withOrg = (records: Readonly<Record<string, object>>, org: string): Row =>
  Object.fromEntries(Object.entries(records).map(([name, record]) => [name, { org, ...record }]))

const differ = (what: string, stored: unknown, expected: unknown): string | undefined =>
  isDeepStrictEqual(stored, expected)
    ? undefined
    : `the ${what} should be ${JSON.stringify(expected)}, and the table holds ${JSON.stringify(stored)}`

/** The balance, and every movement in its place. */
function walletDifference(all: readonly Row[], { org, wallet, ledger }: OrgState): string | undefined {
  const stored = all.filter(({ item }) => item === 'wallet').map(({ currency, balance }) => ({ currency, balance }))
  // The row comes with the first movement.
  const expected =
    wallet === undefined || ledger.length === 0 ? [] : [{ currency: wallet.currency, balance: wallet.balance }]
  const entries = all
    .filter(({ item }) => item !== 'wallet')
    .map(({ org: _org, item: _item, ...entry }) => entry)
    .toSorted((a, b) => Number(a['sequence']) - Number(b['sequence']))
  const sum = entries.reduce((total, { amount }) => total + Number(amount), 0)
  if (!matches(entries, ledger))
    return `the ledger should be ${JSON.stringify(ledger)}, and is ${JSON.stringify(entries)}`
  if (sum !== (wallet?.balance ?? 0)) return `the movements of ${org} do not add up to its balance`
  return differ('wallet', stored, expected)
}

function organizationRows({ org, wallet }: OrgState): readonly Row[] {
  if (wallet === undefined) return []
  const { name, currency, opened_at } = wallet
  return [{ org, name, currency, opened_at }]
}
