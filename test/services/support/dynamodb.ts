/**
 * A DynamoDB for one test file: the local stack's engine in memory, with the four tables, gone when the file is done.
 *
 * @module
 */
import { startDynamodb } from '@scopegate/emulator/dynamodb/index'

/** The tables' names, as the environment of the services gives them. */
export const tables = {
  INVENTORY_TABLE: 'inventory',
  WALLETS_TABLE: 'wallets',
  RECHARGES_TABLE: 'recharges',
  IDEMPOTENCY_TABLE: 'idempotency',
} as const

/** The keys that the template gives the tables; a local stack that runs the template proves that they agree. */
const keys = {
  inventory: ['org', 'sku'],
  wallets: ['org', 'item'],
  recharges: ['org', 'id'],
  idempotency: ['key'],
} as const

type Table = Parameters<typeof startDynamodb>[0]['tables'][number]

const table = (name: keyof typeof keys): Table => ({
  logicalId: name,
  name,
  attributes: keys[name].map((attribute) => ({ name: attribute, type: 'S' })),
  keys: keys[name].map((attribute, at) => ({ name: attribute, type: at === 0 ? 'HASH' : 'RANGE' })),
  indexes: [],
  timeToLive: name === 'idempotency' ? 'expires_at' : undefined,
})

/** The tables as a database is told to make them. */
export const tableDefinitions: readonly Table[] = Object.values(tables).map(table)

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
