/** One database and any number of processes on it, for one test file. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { WalletEntry } from '@scopegate/services/recharge/wallet'
import { compose } from '@scopegate/services/server'
import { afterAll, beforeAll, expect } from 'vitest'
import { operator, type TestApi, testApi, testIssuers } from '../../support/principals.ts'
import { localAccess, startDynamo, type TestDynamo, tables } from './dynamodb.ts'

// The SDK's own resolution, as in production; there is no other way in.
process.env['AWS_REGION'] = localAccess.region
process.env['AWS_ACCESS_KEY_ID'] = localAccess.credentials.accessKeyId
process.env['AWS_SECRET_ACCESS_KEY'] = localAccess.credentials.secretAccessKey

export interface World {
  /** The services' environment. */
  readonly variables: () => Record<string, string>
  /** The services as another process would have them: with a memory of their own. */
  readonly process: (now?: () => number) => Promise<TestApi>
  /** The wallet's entries in the order of the ledger, read past the services. */
  readonly entries: (org: string) => Promise<readonly WalletEntry[]>
  /** The balance, read past the services. */
  readonly balance: (org: string) => Promise<number>
  /** Makes a wallet rich without an entry. */
  readonly setBalance: (org: string, balance: number) => Promise<void>
}

/** Starts the database before the file's tests and stops it after them. */
export function useWorld(): World {
  let dynamo: TestDynamo | undefined
  const running = (): TestDynamo => {
    if (dynamo === undefined) throw new Error('The database runs only while tests run')
    return dynamo
  }
  beforeAll(async () => {
    dynamo = await startDynamo()
  })
  afterAll(() => dynamo?.stop())
  const documents = () =>
    DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: running().endpoint, ...localAccess }))
  const variables = () => ({ ...tables, DYNAMODB_ENDPOINT: running().endpoint })
  return {
    variables,
    process: async (now) => testApi(compose({ ...variables(), POOLS: (await testIssuers()).pools }, now)),
    entries: async (org) => {
      const { Items = [] } = await documents().send(
        new QueryCommand({
          TableName: tables.WALLETS_TABLE,
          ConsistentRead: true,
          KeyConditionExpression: '#org = :org AND begins_with(#item, :entry)',
          ExpressionAttributeNames: { '#org': 'org', '#item': 'item' },
          ExpressionAttributeValues: { ':org': org, ':entry': 'entry#' },
        }),
      )
      // The cast is safe: the service wrote the rows, and the tests look at each field.
      return (Items as WalletEntry[]).toSorted((a, b) => a.sequence - b.sequence)
    },
    balance: async (org) => {
      const Key = { org, item: 'wallet' }
      const { Item } = await documents().send(
        new GetCommand({ TableName: tables.WALLETS_TABLE, Key, ConsistentRead: true }),
      )
      return Number(Item?.['balance'])
    },
    setBalance: async (org, balance) => {
      await documents().send(
        new UpdateCommand({
          TableName: tables.WALLETS_TABLE,
          Key: { org, item: 'wallet' },
          UpdateExpression: 'SET #balance = :balance',
          ExpressionAttributeNames: { '#balance': 'balance' },
          ExpressionAttributeValues: { ':balance': balance },
        }),
      )
    },
  }
}

let lastOrg = 0

/** An organization that no other test uses. */
export const freshOrg = (): string => `org_test${(lastOrg += 1)}`

/** A key that no other request uses. */
export const freshKey = (): Record<string, string> => ({ 'idempotency-key': `"${crypto.randomUUID()}"` })

/** Opens the organization and credits its wallet. */
export async function openedOrg(api: TestApi, { balance = 0, currency = 'EUR' } = {}): Promise<string> {
  const org = freshOrg()
  const admin = api.as(operator())
  const opened = await admin.put(`/v1/orgs/${org}`, { json: { name: 'Test', currency } })
  if (opened.status !== 201) throw new Error(`openOrg answered ${opened.status}`)
  if (balance > 0) {
    const json = { amount: balance, currency }
    const credited = await admin.post(`/v1/orgs/${org}/wallet/credits`, { json, headers: freshKey() })
    if (credited.status !== 201) throw new Error(`creditWallet answered ${credited.status}`)
  }
  return org
}

/** Any text, for expectations of what a test cannot know. */
export const aString: unknown = expect.any(String)

/** Any object. */
export const anObject: unknown = expect.any(Object)

/** How many answers have which status. */
export const tally = (answers: readonly Response[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
