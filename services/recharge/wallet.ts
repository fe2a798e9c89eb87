/**
 * Wallets: what one is, and how money moves. Every movement is a new version of the wallet together with an
 * immutable entry, so that the balance is the sum of the entries at every moment.
 */

import type { Write } from '@scopegate/dynamo'
import type { Caller, OrgId } from '@scopegate/http/caller'
import { ulid } from 'ulid'
import { problem } from '../problem.ts'
import { maximumBalance } from './money.ts'

/** A wallet's row: there is none before the first movement. */
export interface Wallet {
  /** The organization's. */
  readonly currency: string
  /** Minor units, 0 to `maximumBalance`. */
  readonly balance: number
  /** Movements so far. Each raises it by one, so a balance that was read is current while its version is. */
  readonly version: number
  /** RFC 3339, UTC. */
  readonly updated_at: string
}

/** One movement: never changed, never removed. */
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
 * then refuses a second entry for the same place. The sequence is a whole number, as a number or in digits.
 */
export const entryKey = (sequence: number | string): string => `${entryPrefix}${String(sequence).padStart(16, '0')}`

/** Sorts behind every entry and before the wallet. */
export const entriesEnd = 'entry$'

export interface MoveInput {
  readonly table: string
  readonly org: OrgId
  /** As it was just read, or as it is before the first movement. */
  readonly wallet: Wallet
  /** Whether the wallet has no row yet. */
  readonly first: boolean
  readonly movement: Movement
}

/**
 * Computes the movement on a wallet that was just read. The writes hold only while the wallet is still the one that
 * was read; the balance and the currency are conditions as well, so that no mistake above this line overdraws.
 *
 * @throws {Problem} `currency_mismatch`, `wallet_insufficient`, `wallet_full`.
 */
export function move({ table, org, wallet, first, movement }: MoveInput): PlannedMovement {
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
      first
        ? {
            Put: {
              TableName: table,
              Item: { org, item: walletKey, currency, balance, version: sequence, updated_at: at },
              ConditionExpression: 'attribute_not_exists(#item)',
              ExpressionAttributeNames: { '#item': 'item' },
            },
          }
        : update({ table, org, wallet, movement }, signed),
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

/** The write that moves a wallet that has a row. */
const update = ({ table, org, wallet, movement }: Omit<MoveInput, 'first'>, signed: number): Write => ({
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
      ':sequence': wallet.version + 1,
      ':at': movement.at,
      ':read': wallet.version,
      ':low': Math.max(0, -signed),
      ':high': maximumBalance - Math.max(0, signed),
      ':currency': movement.currency,
    },
  },
})

/** The entry of a row. The cast is safe: `move` is the rows' only writer. */
export function entryOf(row: Record<string, unknown>): WalletEntry {
  const { id, kind, amount, currency, balance_after, sequence, cause, caller, at } = row as unknown as WalletEntry
  return { id, kind, amount, currency, balance_after, sequence, ...(cause === undefined ? {} : { cause }), caller, at }
}
