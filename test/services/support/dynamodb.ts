/**
 * A DynamoDB for one test file: the local stack's engine in memory, with the contract's tables, gone when the file is
 * done.
 *
 * @module
 */
import type { TableSpec } from '@scopegate/contract'
import { startDynamodb } from '@scopegate/emulator/dynamodb/index'
import { contract } from '@scopegate/scopes/contract'

/** The tables' names, as the environment of the services gives them: here each table has its name in the contract. */
export const tables = {
  INVENTORY_TABLE: 'inventory',
  WALLETS_TABLE: 'wallets',
  RECHARGES_TABLE: 'recharges',
  ORGANIZATIONS_TABLE: 'organizations',
  IDEMPOTENCY_TABLE: 'idempotency',
} as const satisfies Readonly<Record<string, keyof typeof contract.tables>>

type Table = Parameters<typeof startDynamodb>[0]['tables'][number]

function table([name, { partitionKey, sortKey, timeToLive }]: readonly [string, TableSpec]): Table {
  const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey]
  return {
    logicalId: name,
    name,
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    KeySchema: keys.map((key, at) => ({ AttributeName: key, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
    timeToLive,
  }
}

/** The tables as a database is told to make them. */
export const tableDefinitions: readonly Table[] = Object.entries<TableSpec>(contract.tables).map(table)

export interface TestDynamo {
  readonly endpoint: string
  readonly stop: () => Promise<void>
}

/** Starts the database; the caller stops it. */
export const startDynamo = (): Promise<TestDynamo> =>
  startDynamodb({ file: undefined, port: 0, tables: tableDefinitions })

/** What the SDK wants to know before it talks to a database on this machine. */
export const localAccess = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const
