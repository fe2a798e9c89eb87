/** The recharges of organizations in DynamoDB. A store opens for one organization, and only with an `OrgId`. */
import { type Documents, type Page, queryPage, type Write } from '@scopegate/dynamo'
import type { OrgId } from '@scopegate/http/caller'
import { isValid, ulid } from 'ulid'
import * as z from 'zod/mini'
import { Amount, Currency } from './money.ts'

/** The body of a recharge. */
export const RechargeTerms = z.strictObject({
  account: z
    .string()
    .check(z.regex(/^[A-Za-z0-9+][A-Za-z0-9._-]{0,63}$/, 'Must be 1 to 64 letters, digits and `+._-`')),
  amount: Amount,
  currency: Currency,
})
export type RechargeTerms = z.infer<typeof RechargeTerms>

/** A recharge that happened. It never changes. */
export interface Recharge extends RechargeTerms {
  /** A ULID: sorts by time. */
  readonly id: string
  /** RFC 3339, UTC. */
  readonly created_at: string
}

export interface RechargeStoreDeps {
  readonly client: Documents
  readonly table: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** One organization's recharges. Each read throws `dependency_unavailable` when the database is out. */
export interface OrgRecharges {
  /** One page, newest first, behind the id `after`. */
  readonly list: (limit: number, after: string | undefined) => Promise<Page<Recharge>>
  readonly get: (id: string) => Promise<Recharge | undefined>
  /** A new recharge and the write that records it. */
  readonly plan: (terms: RechargeTerms) => { readonly recharge: Recharge; readonly write: Write }
}

export interface RechargeStore {
  readonly forOrg: (org: OrgId) => OrgRecharges
}

export function createRechargeStore({ client, table, now }: RechargeStoreDeps): RechargeStore {
  const forOrg = (org: OrgId): OrgRecharges => ({
    list: async (limit, after) => {
      const query = { table, org, sortKey: 'id', newestFirst: true, limit, after }
      const { items, more } = await queryPage<Record<string, unknown>>(client, query)
      return { items: items.map(rechargeOf), more }
    },
    get: async (id) => {
      // An id that no recharge can have is not worth a question, and answers like one that is missing.
      if (!isValid(id)) return undefined
      const { Item } = await client.get({ TableName: table, Key: { org, id }, ConsistentRead: true })
      return Item === undefined ? undefined : rechargeOf(Item)
    },
    plan: (terms) => {
      const time = now()
      const recharge: Recharge = { id: ulid(time), ...terms, created_at: new Date(time).toISOString() }
      return {
        recharge,
        write: {
          Put: {
            TableName: table,
            Item: { org, ...recharge },
            ConditionExpression: 'attribute_not_exists(#id)',
            ExpressionAttributeNames: { '#id': 'id' },
          },
        },
      }
    },
  })
  return { forOrg }
}

/** What the API shows of a row. The cast is safe: this store is the table's only writer. */
function rechargeOf(row: Record<string, unknown>): Recharge {
  const { id, account, amount, currency, created_at } = row as unknown as Recharge
  return { id, account, amount, currency, created_at }
}
