/** The inventory's handlers: each reads its input, asks the organization's store, and answers. */

import { type ExecuteIdempotently, idempotencyKey, jsonAnswer, listPage, toResponse } from '@scopegate/dynamo'
import type { HandlersOf } from '@scopegate/http/handlers'
import { parseBody } from '@scopegate/http/input/parse'
import type { contract } from '@scopegate/scopes/contract'
import { Adjustment, type Item, ItemTerms, isSku, noSuchItem } from './item.ts'
import { precondition } from './precondition.ts'
import type { InventoryStore } from './store.ts'

export interface InventoryDeps {
  readonly inventory: InventoryStore
  readonly idempotently: ExecuteIdempotently
}

/** An ill-formed SKU answers like one that does not exist: no item could have it. */
function skuOf(text: string): string {
  if (!isSku(text)) throw noSuchItem()
  return text
}

const etagOf = ({ version }: Item) => `"${version}"`

export const inventoryHandlers = ({
  inventory,
  idempotently,
}: InventoryDeps): HandlersOf<typeof contract, 'inventory'> => ({
  listInventory: async (c) => {
    const { org } = c.var
    const read = inventory.forOrg(org).list
    return c.json(await listPage(c, { operation: 'listInventory', org, read, placeOf: ({ sku }) => sku }))
  },

  getInventoryItem: async (c) => {
    const item = await inventory.forOrg(c.var.org).get(skuOf(c.req.param('sku')))
    if (item === undefined) throw noSuchItem()
    return c.json(item, 200, { etag: etagOf(item) })
  },

  putInventoryItem: async (c) => {
    const sku = skuOf(c.req.param('sku'))
    const expected = precondition(c.req.header('if-match'), c.req.header('if-none-match'))
    const terms = await parseBody(c, ItemTerms)
    const item = await inventory.forOrg(c.var.org).put(sku, terms, expected)
    const created = expected.kind === 'absent' || expected.kind === 'unstated'
    return c.json(item, created ? 201 : 200, { etag: etagOf(item) })
  },

  adjustInventoryItem: async (c) => {
    const { org, caller } = c.var
    const sku = skuOf(c.req.param('sku'))
    const key = idempotencyKey(c.req.header('idempotency-key'))
    const adjustment = await parseBody(c, Adjustment)
    const request = {
      key,
      operation: 'adjustInventoryItem',
      org,
      caller,
      payload: { sku, adjustment },
      contended: `${org}/${sku}`,
    } as const
    const result = await idempotently(request, async (deadline) => {
      const { write, item } = await inventory.forOrg(org).planAdjustment(sku, adjustment, deadline)
      return { writes: [write], answer: jsonAnswer(200, item, { etag: etagOf(item) }) }
    })
    return toResponse(result)
  },
})
