/** A real DynamoDB for tests: the local stack's engine in memory, with the tables of a contract. */
import { type Contract, type TableSpec, tableVariable } from '@scopegate/contract'
import { startDynamodb } from '@scopegate/emulator/dynamodb/index'

/** A database that runs. */
export interface TestDatabase {
  readonly endpoint: string
  /** The variables that the services read: the tables' names and the database's address. */
  readonly environment: Readonly<Record<string, string>>
  readonly stop: () => Promise<void>
}

type Table = Parameters<typeof startDynamodb>[0]['tables'][number]

function tableOf([name, { partitionKey, sortKey, timeToLive }]: [string, TableSpec]): Table {
  const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey]
  return {
    logicalId: name,
    name,
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    KeySchema: keys.map((key, at) => ({ AttributeName: key, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
    timeToLive,
  }
}

/** The contract's tables, as a database is told to make them; each is called as in the contract. */
export const tableDefinitions = ({ tables }: Pick<Contract, 'tables'>): readonly Table[] =>
  Object.entries(tables).map(tableOf)

/** What the AWS SDK looks for in the process before it talks to any database. */
const local = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' }

/**
 * Starts a database with the contract's tables; the caller stops it. The process gets a Region and credentials where it has none.
 *
 * @throws Error where the engine does not run on this machine
 * @example
 * const database = await startDatabase(contract)
 * const api = await testApi(contract, compose(database.environment))
 */
export async function startDatabase(contract: Pick<Contract, 'tables'>): Promise<TestDatabase> {
  const { endpoint, stop } = await startDynamodb({ file: undefined, port: 0, tables: tableDefinitions(contract) })
  for (const [name, value] of Object.entries(local)) process.env[name] ??= value
  const names = Object.keys(contract.tables).map((table) => [tableVariable(table), table] as const)
  return {
    endpoint,
    environment: { ...Object.fromEntries(names), DYNAMODB_ENDPOINT: endpoint },
    stop,
  }
}
