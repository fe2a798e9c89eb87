/** One page of a list: the rows of one organization in the order of their sort key. */
import type { OrgId } from '@scopegate/http/caller'
import type { Documents } from './documents.ts'

export interface PageQuery {
  readonly table: string
  readonly org: OrgId
  /** The sort key's attribute. */
  readonly sortKey: string
  readonly newestFirst: boolean
  /** Rows wanted, from 1. */
  readonly limit: number
  /** The sort key behind which the page starts; absent for the first page. */
  readonly after: string | undefined
}

export interface Page<Row> {
  readonly items: readonly Row[]
  /** Whether more rows follow. */
  readonly more: boolean
}

/** Reads one page, with what was written just before. `Row` is what the caller's own store writes to the table. */
export async function queryPage<Row>(client: Documents, query: PageQuery): Promise<Page<Row>> {
  const { table, org, sortKey, newestFirst, limit, after } = query
  const { Items = [], LastEvaluatedKey } = await client.query({
    TableName: table,
    ConsistentRead: true,
    ScanIndexForward: !newestFirst,
    KeyConditionExpression: `#org = :org${after === undefined ? '' : ` AND #sort ${newestFirst ? '<' : '>'} :after`}`,
    ExpressionAttributeNames: { '#org': 'org', ...(after === undefined ? {} : { '#sort': sortKey }) },
    ExpressionAttributeValues: { ':org': org, ...(after === undefined ? {} : { ':after': after }) },
    // One more than wanted tells whether a next page exists, so that no list ends in an empty page.
    Limit: limit + 1,
  })
  return {
    // The cast is safe: the store that asks is the only writer of its table.
    items: Items.slice(0, limit) as Row[],
    // A page may also end early, at one megabyte.
    more: Items.length > limit || (Items.length > 0 && LastEvaluatedKey !== undefined),
  }
}
