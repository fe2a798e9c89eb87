/** All-or-nothing writes, with DynamoDB's reasons for a cancelled one told apart. */
import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { Deadline } from '@scopegate/http/outbound/deadline'
import { type Documents, isNamed } from './documents.ts'

/** One write of a transaction. */
export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/**
 * `done`: every write happened. `refused`: none did, because a condition did not hold. `conflict`: none did,
 * because another transaction held one of the items; trying again makes sense.
 */
export type TransactionResult =
  | { readonly kind: 'done' | 'refused' }
  | {
      readonly kind: 'conflict'
      /** The writes, counted from 0, whose items another transaction held. Throttling is at none of them. */
      readonly at: readonly number[]
      readonly cause: unknown
    }

const conflicts: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
])

/**
 * What a cancelled transaction means. A condition that failed beside a conflict counts as a conflict: what DynamoDB
 * saw of the other items may be about to change. An unknown reason (`ValidationError`,
 * `ItemCollectionSizeLimitExceeded`) is our mistake and gives `undefined`.
 */
export function judgeCancellation(error: TransactionCanceledException): TransactionResult | undefined {
  const all = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None')
  const codes = all.filter((code) => code !== 'None')
  if (codes.length === 0) return undefined
  if (!codes.every((code) => code === 'ConditionalCheckFailed' || conflicts.has(code))) return undefined
  if (!codes.some((code) => conflicts.has(code))) return { kind: 'refused' }
  // The reasons stand in the order of the writes.
  return { kind: 'conflict', at: all.flatMap((code, at) => (code === 'TransactionConflict' ? [at] : [])), cause: error }
}

/**
 * Sends the writes as one transaction. The SDK adds a client request token, so its own repeats are harmless.
 *
 * @throws {Problem} `dependency_unavailable`: whether the writes happened is not known then.
 */
export async function transact(
  client: Documents,
  deadline: Deadline,
  writes: readonly Write[],
): Promise<TransactionResult> {
  try {
    await client.transactWrite({ TransactItems: [...writes] }, deadline)
    return { kind: 'done' }
  } catch (error) {
    if (!isNamed(error, 'TransactionCanceledException')) throw error
    // The cast is safe: the SDK's error of that name.
    const result = judgeCancellation(error as TransactionCanceledException)
    if (result === undefined) throw error
    return result
  }
}

/**
 * Runs a single conditional write.
 *
 * @returns whether the condition held.
 */
export async function held(write: Promise<unknown>): Promise<boolean> {
  try {
    await write
    return true
  } catch (error) {
    if (isNamed(error, 'ConditionalCheckFailedException')) return false
    throw error
  }
}
