/**
 * Creates the template's tables. A table that exists keeps its rows; one whose keys differ from the template's stops
 * the start, because CloudFormation would replace it and we do not throw data away unasked.
 *
 * @module
 */
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import type { ResolvedTable } from '../template/index.ts'

/** @throws Error that names the table when an existing one has other keys. */
export async function createTables(client: DynamoDBClient, tables: readonly ResolvedTable[]): Promise<void> {
  await Promise.all(tables.map((table) => createTable(client, table)))
}

async function createTable(client: DynamoDBClient, table: ResolvedTable): Promise<void> {
  try {
    await client.send(new CreateTableCommand(inputOf(table)))
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error
    return checkKeys(client, table)
  }
  if (table.timeToLive === undefined) return
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: table.name,
      TimeToLiveSpecification: { AttributeName: table.timeToLive, Enabled: true },
    }),
  )
}

async function checkKeys(client: DynamoDBClient, table: ResolvedTable): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }))
  const existing = (Table?.KeySchema ?? []).map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`)
  if (
    existing.sort().join() ===
    keysOf(table.keys)
      .map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`)
      .sort()
      .join()
  )
    return
  throw new Error(
    `The table \`${table.logicalId}\` exists with other keys than the template’s. Run \`start --fresh\` to begin anew`,
  )
}

const keysOf = (keys: ResolvedTable['keys']) => keys.map(({ name, type }) => ({ AttributeName: name, KeyType: type }))

const inputOf = (table: ResolvedTable): CreateTableCommandInput => ({
  TableName: table.name,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: table.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
  KeySchema: keysOf(table.keys),
  ...(table.indexes.length === 0
    ? {}
    : {
        GlobalSecondaryIndexes: table.indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: keysOf(index.keys),
          Projection: {
            ProjectionType: index.projection,
            ...(index.included.length === 0 ? {} : { NonKeyAttributes: [...index.included] }),
          },
        })),
      }),
})
