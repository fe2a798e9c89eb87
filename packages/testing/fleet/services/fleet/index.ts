/** The fleet's stock, in the table that its row names. */
import { documentClient, listPage, queryPage, tablesOf } from '@scopegate/dynamo'
import type { Environment, HandlersOf } from '@scopegate/http'
import { contract } from '../../scopes/contract.ts'

export function compose(environment: Environment): HandlersOf<typeof contract, 'fleet'> {
  const { fleet: table } = tablesOf(contract, 'fleet', environment)
  const client = documentClient(environment)
  return {
    listFleet: async (c) => {
      const { org } = c.var
      const read = (limit: number, after: string | undefined) =>
        queryPage<{ readonly plate: string }>(client, {
          table,
          org,
          sortKey: 'plate',
          newestFirst: false,
          limit,
          after,
        })
      return c.json(await listPage(c, { operation: 'listFleet', org, read, placeOf: ({ plate }) => plate }))
    },
    getFleetItem: async (c) => {
      const Key = { org: c.var.org, plate: c.req.param('plate') }
      const { Item } = await client.get({ TableName: table, Key })
      return Item === undefined ? c.notFound() : c.json(Item)
    },
    putFleetItem: async (c) => {
      const Item = { org: c.var.org, plate: c.req.param('plate'), quantity: 1 }
      await client.put({ TableName: table, Item })
      return c.json(Item, 201)
    },
    adjustFleetItem: (c) => c.json({ plate: c.req.param('plate') }),
  }
}
