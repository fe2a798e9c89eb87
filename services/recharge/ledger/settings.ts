/**
 * Which table the ledger command checks, and where: from its options, or from the environment of the services.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createDocumentClient } from '@scopegate/dynamo/client'
import { endpoint, tableName } from '@scopegate/dynamo/settings'
import { ConfigurationError, checkSetting, readEnvironment } from '@scopegate/http/environment'
import { clientLimits } from '@scopegate/http/outbound/limits'
import { z } from 'zod'
import type { LedgerTable } from './read.ts'

export interface LedgerOptions {
  /** The wallets' table; `WALLETS_TABLE` unless given. */
  readonly table?: string | undefined
  /** The folder of a running local stack, whose table is looked for by the template's name. */
  readonly local?: string | undefined
}

/**
 * @throws {ConfigurationError} when the settings are missing or wrong, or no local stack runs
 */
export async function ledgerTable({ table, local }: LedgerOptions, variables: NodeJS.ProcessEnv): Promise<LedgerTable> {
  if (local !== undefined) return localTable(local, table)
  const { DYNAMODB_ENDPOINT } = readEnvironment({ DYNAMODB_ENDPOINT: endpoint }, variables)
  const name =
    table === undefined
      ? readEnvironment({ WALLETS_TABLE: tableName }, variables).WALLETS_TABLE
      : checkSetting('--table', tableName, table)
  return { client: createDocumentClient({ endpoint: DYNAMODB_ENDPOINT }), table: name }
}

const StackFile = z.object({ aws: z.object({ dynamodb: z.url() }) })

/** CloudFormation names a table by its stack and its logical id, and the local stack does the same. */
const walletsTable = /-Wallets[0-9A-F]{8}-/

async function localTable(directory: string, table: string | undefined): Promise<LedgerTable> {
  const text = await readFile(join(directory, 'stack.json'), 'utf8').catch(() => {
    throw new ConfigurationError(`No local stack runs in \`${directory}\`: start it, or name its folder`)
  })
  const { aws } = checkSetting('stack.json', StackFile, JSON.parse(text))
  // The local database takes any credentials, and is asked only for what is there.
  const access = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
  const client = new DynamoDBClient({ ...clientLimits, ...access, endpoint: aws.dynamodb })
  return { client: DynamoDBDocumentClient.from(client), table: table ?? (await findTable(client)) }
}

async function findTable(client: DynamoDBClient): Promise<string> {
  const found: string[] = []
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    found.push(...TableNames.filter((name) => walletsTable.test(name)))
  }
  const [only, ...others] = found
  if (only === undefined || others.length > 0) {
    throw new ConfigurationError(`The local database has ${found.length} tables of wallets: name one with \`--table\``)
  }
  return only
}
