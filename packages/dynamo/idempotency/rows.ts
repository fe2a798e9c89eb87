/** The table of keys: one row for each request that took effect, kept 24 hours. */
import type { Deadline } from '@scopegate/http/outbound/deadline'
import type { Documents } from '../documents.ts'
import type { Write } from '../transaction.ts'
import type { Answer } from './answer.ts'
import { fingerprint, type KeyedRequest, rowKey } from './fingerprint.ts'

/** How long a key is remembered, in seconds. */
export const keptSeconds = 24 * 60 * 60

interface Row extends Answer {
  readonly key: string
  readonly fingerprint: string
  /** Seconds since the epoch; the table's TTL attribute. */
  readonly expires_at: number
}

interface Rows {
  readonly client: Documents
  readonly table: string
  readonly now: () => number
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)

/** The live row of the request's key. An expired one does not count, though DynamoDB may take days to sweep it. */
export async function findRow(
  { client, table, now }: Rows,
  request: KeyedRequest,
  deadline: Deadline,
): Promise<{ readonly fingerprint: string; readonly answer: Answer } | undefined> {
  const read = { TableName: table, Key: { key: rowKey(request) }, ConsistentRead: true }
  const { Item } = await client.get(read, deadline)
  // The cast is safe: `rowWrite` is the only writer of the table.
  const row = Item as Row | undefined
  if (row === undefined || row.expires_at <= seconds(now())) return undefined
  const { status, headers, body } = row
  return { fingerprint: row.fingerprint, answer: { status, headers, body } }
}

/** The write that claims the key; it fails when a live row holds it. */
export function rowWrite({ table, now }: Rows, request: KeyedRequest, answer: Answer): Write {
  const row: Row = {
    key: rowKey(request),
    fingerprint: fingerprint(request),
    ...answer,
    expires_at: seconds(now()) + keptSeconds,
  }
  return {
    Put: {
      TableName: table,
      Item: row,
      ConditionExpression: 'attribute_not_exists(#key) OR #expires <= :now',
      ExpressionAttributeNames: { '#key': 'key', '#expires': 'expires_at' },
      ExpressionAttributeValues: { ':now': seconds(now()) },
    },
  }
}
