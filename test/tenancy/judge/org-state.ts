/**
 * The model: what one organization has, in memory, as if it were alone in the world. That it may be alone is the
 * very property: whatever another organization does, these states and answers stay the same.
 */
import type { Unknown } from '../attempts/patterns.ts'
import type { Answer } from '../wire.ts'

/** An item of stock, as the API showed it last. */
export interface StockItem {
  readonly sku: string
  readonly name: string
  readonly quantity: number
  readonly version: string
  readonly updated_at: string
  readonly last_adjustment?: { readonly delta: number; readonly reason: string; readonly at: string }
}

/** A recharge, as the API showed it. */
export interface KnownRecharge {
  readonly id: string
  readonly account: string
  readonly amount: number
  readonly currency: string
  readonly created_at: string
}

/** A movement as it is stored, with patterns for what no answer has told yet. */
export interface LedgerEntry {
  readonly id: string | Unknown
  readonly kind: 'recharge' | 'credit'
  readonly amount: number
  readonly currency: string
  readonly balance_after: number
  readonly sequence: number
  readonly cause: string
  readonly caller: { readonly sub: string | Unknown; readonly client: string }
  readonly at: string | Unknown
}

/** What an idempotency key stands for. */
export interface KeptAnswer {
  readonly payload: string
  readonly status: number
  readonly text: string
  /** The headers that a replay must repeat. */
  readonly headers: string
}

/** One organization. Immutable: the judge tries several orders of concurrent requests on the same state. */
export interface OrgState {
  readonly org: string
  /** The organization with its balance; `undefined` until it is open. */
  readonly wallet:
    | { readonly name: string; readonly currency: string; readonly balance: number; readonly opened_at: string }
    | undefined
  /** Movements of money in their order, as far as it is known who, what and how much. */
  readonly ledger: readonly LedgerEntry[]
  readonly recharges: Readonly<Record<string, KnownRecharge>>
  readonly stock: Readonly<Record<string, StockItem>>
  /** By caller, operation and key; the organization is this one. */
  readonly keys: Readonly<Record<string, KeptAnswer>>
}

/** An organization that nobody touched. */
export const untouched = (org: string): OrgState => ({
  org,
  wallet: undefined,
  ledger: [],
  recharges: {},
  stock: {},
  keys: {},
})

const sorted = (record: Readonly<Record<string, unknown>>) =>
  Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))

/** The same text for states that no answer can tell apart. */
export const stateText = ({ wallet, ledger, recharges, stock, keys }: OrgState): string =>
  JSON.stringify([wallet, ledger, sorted(recharges), sorted(stock), sorted(keys)])

/** What a replay repeats. */
export const kept = ({ status, text, headers }: Answer, payload: unknown): KeptAnswer => ({
  payload: JSON.stringify(payload),
  status,
  text,
  headers: JSON.stringify([headers['content-type'], headers['location'], headers['etag']]),
})
