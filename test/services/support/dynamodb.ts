/**
 * A DynamoDB for one test file: the local stack's engine in memory, with the contract's tables, gone when the file is
 * done.
 */
import { contract } from '@scopegate/scopes/contract'
import { tableDefinitions as definitionsOf, startDatabase, type TestDatabase } from '@scopegate/testing'

/** The tables' names, as the environment of the services gives them: here each table has its name in the contract. */
export const tables = {
  INVENTORY_TABLE: 'inventory',
  WALLETS_TABLE: 'wallets',
  RECHARGES_TABLE: 'recharges',
  ORGANIZATIONS_TABLE: 'organizations',
  IDEMPOTENCY_TABLE: 'idempotency',
} as const satisfies Readonly<Record<string, keyof typeof contract.tables>>

/** The tables as a database is told to make them. */
export const tableDefinitions = definitionsOf(contract)

export type TestDynamo = TestDatabase

/** Starts the database; the caller stops it. */
export const startDynamo = (): Promise<TestDynamo> => startDatabase(contract)

/** What the SDK wants to know before it talks to a database on this machine. */
export const localAccess = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const
