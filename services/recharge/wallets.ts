/**
 * The wallets of organizations in DynamoDB. A store opens for one organization, and only with an `OrgId`.
 *
 * @module
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Page, queryPage } from '@scopegate/dynamo/page'
import { held } from '@scopegate/dynamo/transaction'
import type { OrgId } from '@scopegate/http/caller'
import { attempt } from '@scopegate/http/outbound/attempt'
import { type Deadline, startDeadline } from '@scopegate/http/outbound/deadline'
import { Problem } from '@scopegate/http/problem'
import {
  entriesEnd,
  entryKey,
  entryOf,
  type Movement,
  move,
  type OrgTerms,
  type PlannedMovement,
  type Wallet,
  type WalletEntry,
  walletKey,
} from './wallet.ts'

export interface WalletStoreDeps {
  readonly client: DynamoDBDocumentClient
  readonly table: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** One organization's wallet. Each method throws `dependency_unavailable` when the database is out. */
export interface OrgWallet {
  /** `undefined` when nobody opened the organization. */
  readonly get: (deadline?: Deadline) => Promise<Wallet | undefined>
  /**
   * Opens the organization with an empty wallet, or finds it open on the same terms.
   *
   * @throws {Problem} `org_conflict` when it is open on other terms.
   */
  readonly open: (terms: OrgTerms) => Promise<{ readonly wallet: Wallet; readonly created: boolean }>
  /**
   * What a movement would write; `undefined` when nobody opened the organization.
   *
   * @throws {Problem} `currency_mismatch`, `wallet_insufficient`, `wallet_full`.
   */
  readonly plan: (movement: Omit<Movement, 'at'>, deadline: Deadline) => Promise<PlannedMovement | undefined>
  /** One page of the ledger, newest first, before the sequence `before`. */
  readonly entries: (limit: number, before: string | undefined) => Promise<Page<WalletEntry>>
}

export interface WalletStore {
  readonly forOrg: (org: OrgId) => OrgWallet
}

export function createWalletStore({ client, table, now }: WalletStoreDeps): WalletStore {
  const timestamp = () => new Date(now()).toISOString()
  const forOrg = (org: OrgId): OrgWallet => {
    const get: OrgWallet['get'] = async (deadline = startDeadline()) => {
      const command = new GetCommand({ TableName: table, Key: { org, item: walletKey }, ConsistentRead: true })
      const { Item } = await attempt(deadline, (abortSignal) => client.send(command, { abortSignal }))
      // The cast is safe: this store and its movements are the only writers of the row.
      return Item as Wallet | undefined
    }
    return {
      get,
      open: async ({ name, currency }) => {
        const deadline = startDeadline()
        const opened_at = timestamp()
        const wallet: Wallet = { name, currency, balance: 0, version: 0, opened_at, updated_at: opened_at }
        const command = new PutCommand({
          TableName: table,
          Item: { org, item: walletKey, ...wallet },
          ConditionExpression: 'attribute_not_exists(#item)',
          ExpressionAttributeNames: { '#item': 'item' },
        })
        if (await held(attempt(deadline, (abortSignal) => client.send(command, { abortSignal })))) {
          return { wallet, created: true }
        }
        const present = await get(deadline)
        if (present?.name === name && present.currency === currency) return { wallet: present, created: false }
        throw new Problem('org_conflict', {
          detail: 'The organization is open with another `name` or `currency`: send its own terms, or another id',
        })
      },
      plan: async (movement, deadline) => {
        const wallet = await get(deadline)
        return wallet === undefined ? undefined : move(table, org, wallet, { ...movement, at: timestamp() })
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
