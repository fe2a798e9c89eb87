/** The arithmetic of an adjustment, with the write that makes it so. */

import type { Write } from '@scopegate/dynamo'
import type { OrgId } from '@scopegate/http/caller'
import { ulid } from 'ulid'
import { problem } from '../problem.ts'
import { type Adjustment, type Item, maximumQuantity } from './item.ts'

export interface AdjustInput {
  readonly table: string
  readonly org: OrgId
  /** The item as it was just read. */
  readonly item: Item
  readonly adjustment: Adjustment
  /** RFC 3339. */
  readonly at: string
}

/**
 * Computes the item after the adjustment. The write holds only while the item is still the one that was read, so
 * the quantity in the answer is the quantity in the database, and two adjustments never start from the same one.
 *
 * @throws {Problem} `stock_insufficient`, `quantity_excessive`.
 */
export function adjustItem({ table, org, item, adjustment, at }: AdjustInput): {
  readonly write: Write
  readonly item: Item
} {
  const quantity = item.quantity + adjustment.delta
  if (quantity < 0) {
    throw problem('stock_insufficient', { detail: '`delta` takes more than there is: get the item and take less' })
  }
  if (quantity > maximumQuantity) {
    throw problem('quantity_excessive', { detail: `An item holds at most ${maximumQuantity} units: add less` })
  }
  const after: Item = { ...item, quantity, version: ulid(), updated_at: at, last_adjustment: { ...adjustment, at } }
  return {
    item: after,
    write: {
      Put: {
        TableName: table,
        Item: { org, ...after },
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':read': item.version },
      },
    },
  }
}
