/**
 * Wallets: what one is, and how money moves. Every movement is a new version of the wallet together with an
 * immutable entry, so that the balance is the sum of the entries at every moment.
 *
 * @module
 */

import type { Write } from '@scopegate/dynamo/transaction'
import type { Caller, OrgId } from '@scopegate/http/caller'
import { ulid } from 'ulid'
import { z } from 'zod'
import { problem } from '../problem.ts'
import { Currency, maximumBalance } from './money.ts'

/** The body that opens an organization. */
export const OrgTerms = z.strictObject({ name: z.string().trim().min(1).max(200), currency: Currency })
export type OrgTerms = z.infer<typeof OrgTerms>

/** A wallet's row. */
export interface Wallet extends OrgTerms {
  /** Minor units, 0 to `maximumBalance`. */
  readonly balance: number
  /** Movements so far. Each raises it by one, so a balance that was read is current while its version is. */
  readonly version: number
  /** RFC 3339, UTC. */
  readonly opened_at: string
  readonly updated_at: string
}

/** One movement: never changed, never removed. The API shows it as it is kept. */
export interface WalletEntry {
  readonly id: string
  readonly kind: 'recharge' | 'credit'
  /** Minor units with a sign: what the movement added to the balance. */
  readonly amount: number
  readonly currency: string
  readonly balance_after: number
  /** The wallet's version that this movement made: entries in this order are the ledger. */
  readonly sequence: number
  /** What moved the money: the recharge's id, or the reference of the credit. */
  readonly cause?: string | undefined
  /** Who asked for it. */
  readonly caller: { readonly sub: string; readonly client: string }
  readonly at: string
}

/** A movement that a request asks for. */
export interface Movement {
  readonly kind: WalletEntry['kind']
  /** Minor units, from 1. */
  readonly amount: number
  readonly currency: string
  readonly cause?: string | undefined
  readonly caller: Caller
  readonly at: string
}

export interface PlannedMovement {
  readonly entry: WalletEntry
  readonly writes: readonly Write[]
}

/** The sort keys of the wallets' table. */
export const walletKey = 'wallet'
export const entryPrefix = 'entry#'

/**
 * Entries sort by their place in the ledger and not by time: the clocks of two machines differ, and the database itself
 * then refuses a second entry for the same place.
 *
 * @param sequence a whole number, as a number or in digits
 */
export const entryKey = (sequence: number | string): string => `${entryPrefix}${String(sequence).padStart(16, '0')}`

/** Sorts behind every entry and before the wallet. */
export const entriesEnd = 'entry$'

/**
 * Computes the movement on a wallet that was just read. The writes hold only while the wallet is still the one that
 * was read; the balance and the currency are conditions as well, so that no mistake above this line overdraws.
 *
 * @throws {Problem} `currency_mismatch`, `wallet_insufficient`, `wallet_full`.
 */
export function move(table: string, org: OrgId, wallet: Wallet, movement: Movement): PlannedMovement {
  const { kind, amount, currency, cause, caller, at } = movement
  if (currency !== wallet.currency) {
    throw problem('currency_mismatch', { detail: '`currency` must be the currency of the wallet' })
  }
  const signed = kind === 'recharge' ? -amount : amount
  const balance = wallet.balance + signed
  if (balance < 0) {
    throw problem('wallet_insufficient', { detail: '`amount` exceeds the balance: have the wallet credited first' })
  }
  if (balance > maximumBalance) {
    throw problem('wallet_full', { detail: `A wallet holds at most ${maximumBalance} minor units: credit less` })
  }
  const sequence = wallet.version + 1
  const entry: WalletEntry = {
    id: ulid(),
    kind,
    amount: signed,
    currency,
    balance_after: balance,
    sequence,
    cause,
    caller: { sub: caller.sub, client: caller.client },
    at,
  }
  return {
    entry,
    writes: [
      {
        Update: {
          TableName: table,
          Key: { org, item: walletKey },
          UpdateExpression: 'SET #balance = #balance + :signed, #version = :sequence, #updated = :at',
          ConditionExpression: '#version = :read AND #balance BETWEEN :low AND :high AND #currency = :currency',
          ExpressionAttributeNames: {
            '#balance': 'balance',
            '#version': 'version',
            '#updated': 'updated_at',
            '#currency': 'currency',
          },
          ExpressionAttributeValues: {
            ':signed': signed,
            ':sequence': sequence,
            ':at': at,
            ':read': wallet.version,
            ':low': Math.max(0, -signed),
            ':high': maximumBalance - Math.max(0, signed),
            ':currency': currency,
          },
        },
      },
      {
        Put: {
          TableName: table,
          Item: { org, item: entryKey(sequence), ...entry },
          ConditionExpression: 'attribute_not_exists(#item)',
          ExpressionAttributeNames: { '#item': 'item' },
        },
      },
    ],
  }
}

/** What the API shows of an entry's row. The cast is safe: `move` is the rows' only writer. */
export function entryOf(row: Record<string, unknown>): WalletEntry {
  const { id, kind, amount, currency, balance_after, sequence, cause, caller, at } = row as unknown as WalletEntry
  return { id, kind, amount, currency, balance_after, sequence, ...(cause === undefined ? {} : { cause }), caller, at }
}
