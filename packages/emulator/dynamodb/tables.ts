/**
 * Creates the template's tables. A table that exists keeps its rows; one whose keys differ from the template's stops
 * the start, because CloudFormation would replace it and we do not throw data away unasked.
 */
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceInUseException,
  type TableDescription,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import type { ResolvedTable } from '../template/index.ts'

/** A table that exists is not the template's. */
export class TableConflict extends Error {
  override readonly name = 'TableConflict'
}

/** In seconds. AWS makes a table in a few of them, an engine on this machine at once. */
const patience = { minDelay: 1, maxDelay: 5, maxWaitTime: 120 }

/** Each one is ready for use when this is done. @throws TableConflict that names the table and what differs. */
export async function createTables(client: DynamoDBClient, tables: readonly ResolvedTable[]): Promise<void> {
  await Promise.all(tables.map((table) => createTable(client, table)))
}

async function createTable(client: DynamoDBClient, table: ResolvedTable): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table.name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: table.AttributeDefinitions,
        KeySchema: table.KeySchema,
        GlobalSecondaryIndexes: table.GlobalSecondaryIndexes,
      }),
    )
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error
    await checkKeys(client, table)
  }
  // On AWS a table is refused everything else while it is being made (documented, CreateTable). Ours, or the one that a
  // start before this one did not wait for.
  await waitUntilTableExists({ client, ...patience }, { TableName: table.name })
  if (table.timeToLive !== undefined) await ensureTimeToLive(client, table, table.timeToLive)
}

/** Asked first: AWS refuses to switch on what is on, and lets it be changed once an hour only (documented, UpdateTimeToLive). */
async function ensureTimeToLive(client: DynamoDBClient, table: ResolvedTable, attribute: string): Promise<void> {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: table.name }))
  switch (TimeToLiveDescription?.TimeToLiveStatus) {
    case 'ENABLED':
    case 'ENABLING':
      if (TimeToLiveDescription.AttributeName === attribute) return
      throw conflict(table, 'another time to live')
    case 'DISABLING':
      throw conflict(table, 'another time to live')
    case 'DISABLED':
    case undefined:
      await client.send(
        new UpdateTimeToLiveCommand({
          TableName: table.name,
          TimeToLiveSpecification: { AttributeName: attribute, Enabled: true },
        }),
      )
  }
}

async function checkKeys(client: DynamoDBClient, table: ResolvedTable): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }))
  const text = (keys: TableDescription['KeySchema']) =>
    (keys ?? [])
      .map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`)
      .sort()
      .join()
  if (text(Table?.KeySchema) !== text(table.KeySchema)) throw conflict(table, 'other keys')
}

const conflict = ({ logicalId }: ResolvedTable, what: string) =>
  new TableConflict(
    `The table \`${logicalId}\` exists with ${what} than the template’s. Run \`start --fresh\` to begin anew`,
  )
