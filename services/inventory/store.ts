/** The stock of organizations in DynamoDB. A store opens for one organization, and only with an `OrgId`. */
import type { PutCommandInput } from '@aws-sdk/lib-dynamodb'
import { type Documents, held, type Page, queryPage, type Write } from '@scopegate/dynamo'
import type { OrgId } from '@scopegate/http/caller'
import { type Deadline, startDeadline } from '@scopegate/http/outbound/deadline'
import { Problem } from '@scopegate/http/problem'
import { ulid } from 'ulid'
import { adjustItem } from './adjust.ts'
import { type Adjustment, type Item, type ItemTerms, noSuchItem } from './item.ts'
import type { Precondition } from './precondition.ts'

export interface InventoryStoreDeps {
  readonly client: Documents
  readonly table: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** One organization's stock. Each method throws `dependency_unavailable` when the database is out. */
export interface OrgInventory {
  /** One page in the order of SKUs, behind `after`. */
  readonly list: (limit: number, after: string | undefined) => Promise<Page<Item>>
  readonly get: (sku: string, deadline?: Deadline) => Promise<Item | undefined>
  /** Creates or replaces, in one conditional write. @throws {Problem} `precondition_required`, `precondition_failed` */
  readonly put: (sku: string, terms: ItemTerms, precondition: Precondition) => Promise<Item>
  /** What an adjustment would write, and the item after it. @throws {Problem} what `adjustItem` throws, and `not_found` */
  readonly planAdjustment: (
    sku: string,
    adjustment: Adjustment,
    deadline: Deadline,
  ) => Promise<{ readonly write: Write; readonly item: Item }>
}

export interface InventoryStore {
  readonly forOrg: (org: OrgId) => OrgInventory
}

/** The condition that the precondition puts on the write. */
function condition(precondition: Precondition): Partial<PutCommandInput> {
  const names = { '#version': 'version' }
  switch (precondition.kind) {
    case 'absent':
    case 'unstated':
      return { ConditionExpression: 'attribute_not_exists(#version)', ExpressionAttributeNames: names }
    case 'any':
      return { ConditionExpression: 'attribute_exists(#version)', ExpressionAttributeNames: names }
    case 'versions': {
      const values = Object.fromEntries(precondition.versions.map((version, index) => [`:v${index}`, version]))
      return {
        ConditionExpression: `#version IN (${Object.keys(values).join(', ')})`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      }
    }
  }
}

export function createInventoryStore({ client, table, now }: InventoryStoreDeps): InventoryStore {
  const forOrg = (org: OrgId): OrgInventory => {
    const get: OrgInventory['get'] = async (sku, deadline) => {
      const { Item: row } = await client.get({ TableName: table, Key: { org, sku }, ConsistentRead: true }, deadline)
      return row === undefined ? undefined : itemOf(row)
    }
    return {
      get,
      list: async (limit, after) => {
        const query = { table, org, sortKey: 'sku', newestFirst: false, limit, after }
        const { items, more } = await queryPage<Record<string, unknown>>(client, query)
        return { items: items.map(itemOf), more }
      },
      put: async (sku, { name, quantity }, precondition) => {
        const deadline = startDeadline()
        const item: Item = { sku, name, quantity, version: ulid(), updated_at: new Date(now()).toISOString() }
        const write = { TableName: table, Item: { org, ...item }, ...condition(precondition) }
        if (await held(client.put(write, deadline))) return item
        // The SDK sends a write again whose answer was lost, and then meets its own version.
        const present = await get(sku, deadline)
        if (present?.version === item.version) return item
        throw precondition.kind === 'unstated'
          ? new Problem('precondition_required', {
              detail: 'The item exists: send `If-Match` with its `ETag` to replace it',
            })
          : new Problem('precondition_failed', {
              detail: 'The item is not as the request expects: get it again and decide anew',
            })
      },
      planAdjustment: async (sku, adjustment, deadline) => {
        const item = await get(sku, deadline)
        if (item === undefined) throw noSuchItem()
        return adjustItem({ table, org, item, adjustment, at: new Date(now()).toISOString() })
      },
    }
  }
  return { forOrg }
}

/** What the API shows of a row. The cast is safe: this store is the table's only writer. */
function itemOf(row: Record<string, unknown>): Item {
  const { sku, name, quantity, version, updated_at, last_adjustment } = row as unknown as Item
  return { sku, name, quantity, version, updated_at, ...(last_adjustment === undefined ? {} : { last_adjustment }) }
}
