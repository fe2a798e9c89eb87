/**
 * DynamoDB for one machine: an engine of our own, or whichever `DYNAMODB_ENDPOINT` names, with the template's tables.
 */
import type { Agent } from 'node:http'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { ResolvedTable } from '../template/index.ts'
import { accessTo, type DatabaseAccess } from './access.ts'
import { type EngineOptions, startEngine } from './engine.ts'
import { createTables, TableConflict } from './tables.ts'

export { accessTo, type DatabaseAccess, nobody } from './access.ts'
export { canBeApart } from './apart.ts'
export { createDoor, hiddenAddress } from './door.ts'
export { type Engine, type EngineOptions, findDynoxide, startEngine } from './engine.ts'
export { createTables } from './tables.ts'

interface DynamodbOptions extends EngineOptions {
  readonly tables: readonly ResolvedTable[]
  /** Another DynamoDB to use instead of an engine of our own. */
  readonly endpoint?: string | undefined
  /** As whom to make the tables; found out unless given. */
  readonly access?: DatabaseAccess
  /** Stands before each table's name, so that tests can share one engine. */
  readonly prefix?: string
}

export interface Dynamodb {
  readonly endpoint: string
  /** What connects to the engine of our own. */
  readonly agent?: Agent | undefined
  /** Logical id → name in the database. */
  readonly tableNames: Readonly<Record<string, string>>
  readonly stop: () => Promise<void>
}

/** Starts what is needed and creates the tables; existing ones are kept. @throws Error of one line. */
export async function startDynamodb(options: DynamodbOptions): Promise<Dynamodb> {
  const { endpoint: other, prefix = '' } = options
  const access = options.access ?? (await accessTo(other))
  const engine =
    other === undefined ? await startEngine(options) : { endpoint: other, agent: undefined, stop: async () => {} }
  const tables = options.tables.map((table) => ({ ...table, name: prefix + table.name }))
  const client = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: access.region,
    // The SDK writes into the object that it is given.
    credentials: { ...access.credentials },
    ...(engine.agent === undefined ? {} : { requestHandler: { httpAgent: engine.agent } }),
  })
  try {
    await createTables(client, tables)
  } catch (error) {
    await engine.stop()
    throw other === undefined || error instanceof TableConflict ? error : unreachable(other, error)
  } finally {
    client.destroy()
  }
  const tableNames = Object.fromEntries(tables.map(({ logicalId, name }) => [logicalId, name]))
  return { ...engine, tableNames }
}

/** The SDK's message may hold an account's names; its error's name says enough, such as `AccessDeniedException`. */
const unreachable = (endpoint: string, cause: unknown) =>
  new Error(
    `\`DYNAMODB_ENDPOINT\` (${endpoint}) does not take the template’s tables${cause instanceof Error ? ` (${cause.name})` : ''}. Is it a DynamoDB, does it run, and may you make tables there?`,
    { cause },
  )
