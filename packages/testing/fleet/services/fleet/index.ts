/**
 * The fleet's stock, in the table that its row names.
 *
 * @module
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { HandlersOf } from '@scopegate/http'
import type { contract } from '../../scopes/contract.ts'

export function compose(variables: NodeJS.ProcessEnv): HandlersOf<typeof contract, 'fleet'> {
  const endpoint = variables['DYNAMODB_ENDPOINT']
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(endpoint === undefined ? {} : { endpoint }))
  const TableName = variables['FLEET_TABLE']
  return {
    listFleet: async (c) => {
      const { Items } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'org = :org',
          ExpressionAttributeValues: { ':org': c.var.org },
        }),
      )
      return c.json({ items: Items ?? [] })
    },
    getFleetItem: async (c) => {
      const Key = { org: c.var.org, plate: c.req.param('plate') }
      const { Item } = await client.send(new GetCommand({ TableName, Key }))
      return Item === undefined ? c.notFound() : c.json(Item)
    },
    putFleetItem: async (c) => {
      const Item = { org: c.var.org, plate: c.req.param('plate'), quantity: 1 }
      await client.send(new PutCommand({ TableName, Item }))
      return c.json(Item, 201)
    },
    adjustFleetItem: (c) => c.json({ plate: c.req.param('plate') }),
  }
}
