/**
 * The wallets of organizations in DynamoDB. A store opens for one organization, and only with an `OrgId`.
 *
 * An organization that is open has a wallet, empty and in its currency, from the first moment; the row comes with the
 * first movement, whose transaction holds only while the organization is open.
 */
import { type Documents, type Page, queryPage } from '@scopegate/dynamo'
import type { OrgId } from '@scopegate/http/caller'
import { type Deadline, startDeadline } from '@scopegate/http/outbound/deadline'
import type { Organizations } from '../account/organizations.ts'
import {
  entriesEnd,
  entryKey,
  entryOf,
  type Movement,
  move,
  type PlannedMovement,
  type Wallet,
  type WalletEntry,
  walletKey,
} from './wallet.ts'

export interface WalletStoreDeps {
  readonly client: Documents
  readonly table: string
  readonly organizations: Organizations
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** One organization's wallet. Each method throws `dependency_unavailable` when the database is out. */
export interface OrgWallet {
  /** `undefined` when the organization is not open. */
  readonly get: () => Promise<Wallet | undefined>
  /** What a movement would write, or what `move` throws; `undefined` when the organization is not open. */
  readonly plan: (movement: Omit<Movement, 'at'>, deadline: Deadline) => Promise<PlannedMovement | undefined>
  /** One page of the ledger, newest first, before the sequence `before`. */
  readonly entries: (limit: number, before: string | undefined) => Promise<Page<WalletEntry>>
}

export interface WalletStore {
  readonly forOrg: (org: OrgId) => OrgWallet
}

export function createWalletStore({ client, table, organizations, now }: WalletStoreDeps): WalletStore {
  const forOrg = (org: OrgId): OrgWallet => {
    const stored = async (deadline: Deadline): Promise<Wallet | undefined> => {
      const read = { TableName: table, Key: { org, item: walletKey }, ConsistentRead: true }
      const { Item } = await client.get(read, deadline)
      // The cast is safe: movements are the only writers of the row.
      return Item as Wallet | undefined
    }
    const unmoved = async (deadline: Deadline): Promise<Wallet | undefined> => {
      const open = await organizations.get(org, deadline)
      return open && { currency: open.currency, balance: 0, version: 0, updated_at: open.opened_at }
    }
    return {
      get: async () => {
        const deadline = startDeadline()
        return (await stored(deadline)) ?? unmoved(deadline)
      },
      plan: async (request, deadline) => {
        const movement: Movement = { ...request, at: new Date(now()).toISOString() }
        const wallet = await stored(deadline)
        if (wallet !== undefined) return move({ table, org, wallet, first: false, movement })
        const empty = await unmoved(deadline)
        if (empty === undefined) return undefined
        const { entry, writes } = move({ table, org, wallet: empty, first: true, movement })
        // Organizations are not closed today; the database says no when one is.
        return { entry, writes: [...writes, organizations.isOpen(org, { currency: empty.currency })] }
      },
      entries: async (limit, before) => {
        const after = before === undefined ? entriesEnd : entryKey(before)
        const query = { table, org, sortKey: 'item', newestFirst: true, limit, after }
        const { items, more } = await queryPage<Record<string, unknown>>(client, query)
        return { items: items.map(entryOf), more }
      },
    }
  }
  return { forOrg }
}
