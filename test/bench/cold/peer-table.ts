/** The same with a table behind it, read with the AWS SDK. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { handlerWith } from './peer.ts'

const { DYNAMODB_ENDPOINT: endpoint = '', FLEET_TABLE: table = '' } = process.env
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint }))

export const handler = handlerWith(async (c) => {
  const KeyConditionExpression = 'org = :org'
  const { Items = [] } = await client.send(
    new QueryCommand({ TableName: table, KeyConditionExpression, ExpressionAttributeValues: { ':org': 'org_north' } }),
  )
  return c.json({ items: Items })
})
