/**
 * The law of the ledger: the entries of a wallet follow one another without a gap, each says the sum so far, and the
 * wallet says the sum of all. Pure, so that it can be tested over any ledger, broken ones included.
 */
import { maximumAmount, maximumBalance } from '../money.ts'
import type { Wallet, WalletEntry } from '../wallet.ts'

/** A rule that a ledger breaks. Stable, for alarms. */
export type LedgerRule = 'wallet_missing' | 'sequence' | 'currency' | 'amount' | 'balance_after' | 'version' | 'balance'

/** The first place where a ledger is not what it must be. */
export interface LedgerDifference {
  readonly rule: LedgerRule
  /** The place in the ledger; the last entry's for what the wallet says of the whole. */
  readonly sequence: number
  readonly expected: string
  readonly found: string
}

/** What an entry adds to the balance, in minor units; `undefined` for an amount that no request can move. */
function movementOf({ kind, amount }: WalletEntry): number | undefined {
  // Before any arithmetic: a table may hold text, and the minus sign would make a number of it.
  if (!Number.isSafeInteger(amount)) return undefined
  const moved = kind === 'recharge' ? -amount : amount
  return moved >= 1 && moved <= maximumAmount ? amount : undefined
}

const amountRule = ({ kind }: WalletEntry): string =>
  kind === 'recharge' ? `-${maximumAmount} to -1` : `1 to ${maximumAmount}`

/** What one entry breaks, behind `sequence` entries that sum up to `balance`. */
function entryDifference(wallet: Wallet, entry: WalletEntry, sequence: number, balance: number) {
  const difference = (rule: LedgerRule, expected: unknown, found: unknown): LedgerDifference => ({
    rule,
    sequence,
    expected: String(expected),
    found: String(found),
  })
  if (entry.sequence !== sequence) return difference('sequence', sequence, entry.sequence)
  if (entry.currency !== wallet.currency) return difference('currency', wallet.currency, entry.currency)
  const moved = movementOf(entry)
  if (moved === undefined) return difference('amount', amountRule(entry), entry.amount)
  const after = balance + moved
  if (after < 0 || after > maximumBalance) return difference('balance_after', `0 to ${maximumBalance}`, after)
  return entry.balance_after === after ? undefined : difference('balance_after', after, entry.balance_after)
}

/** The first difference between a wallet, `undefined` for none, and its entries in the order of the ledger. */
export function verifyLedger(
  wallet: Wallet | undefined,
  entries: readonly WalletEntry[],
): LedgerDifference | undefined {
  if (wallet === undefined) {
    return entries.length === 0
      ? undefined
      : { rule: 'wallet_missing', sequence: 1, expected: 'a wallet', found: `${entries.length} entries without one` }
  }
  let balance = 0
  for (const [index, entry] of entries.entries()) {
    const difference = entryDifference(wallet, entry, index + 1, balance)
    if (difference !== undefined) return difference
    balance = entry.balance_after
  }
  const sequence = entries.length
  if (wallet.version !== sequence) {
    return { rule: 'version', sequence, expected: `${sequence} movements`, found: `${wallet.version} in the wallet` }
  }
  if (wallet.balance !== balance) {
    return { rule: 'balance', sequence, expected: String(balance), found: `${wallet.balance} in the wallet` }
  }
  return undefined
}
