/**
 * Every HTTP operation, with the one scope that opens it. No handlers: the gateway, the docs and the tests
 * read this table without loading an implementation.
 *
 * One scope each, because the HTTP API's check is any-of: with a single scope any-of and all-of are the
 * same thing, and the two gates cannot disagree.
 *
 * @module
 */
import type { Scope } from './catalog.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call an operation: holders of one scope, or everyone for a written reason. */
export type Access =
  | { readonly kind: 'scope'; readonly scope: Scope }
  | {
      readonly kind: 'public'
      /** Why nobody needs to prove who they are. */
      readonly reason: string
      /** Whether the pools' APIs expose it as well, and why or why not. */
      readonly gateway: { readonly exposed: boolean; readonly reason: string }
    }

/**
 * Whose data an operation touches. `caller`: the caller's own organization, so a caller without one is refused.
 * `path`: the organization that the path names as `{org}`. `none`: no organization's data.
 */
export type Tenancy = 'caller' | 'path' | 'none'

/** Whether machines may call an operation that their scope opens, or people alone: a machine has no profile, say. */
export type Callers = 'everyone' | 'people'

/** The service that implements an operation: one Lambda function each, all of them in one process on one machine. */
export type Service = 'inventory' | 'recharge' | 'account'

export interface Operation {
  readonly service: Service
  readonly method: Method
  /** In API Gateway's form: `/v1/inventory/{sku}`. */
  readonly path: `/${string}`
  readonly summary: string
  /** Required, with no default: forgetting it is a compile error, not an open door. */
  readonly access: Access
  readonly tenancy: Tenancy
  readonly callers: Callers
}

/** The operation is open to callers whose access token carries this scope. */
const requires = <const S extends Scope>(scope: S) => ({ kind: 'scope', scope }) as const

/** The operation is open to everyone. Both reasons are read by reviewers; write them in full. */
const openTo = <const R extends string, const E extends boolean>(
  reason: R,
  gateway: { readonly exposed: E; readonly reason: string },
) => ({ kind: 'public', reason, gateway }) as const

export const operations = {
  listInventory: {
    service: 'inventory',
    method: 'GET',
    path: '/v1/inventory',
    summary: 'List the stock of the caller’s organization',
    access: requires('read:inventory'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  getInventoryItem: {
    service: 'inventory',
    method: 'GET',
    path: '/v1/inventory/{sku}',
    summary: 'Get one item of stock',
    access: requires('read:inventory'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  putInventoryItem: {
    service: 'inventory',
    method: 'PUT',
    path: '/v1/inventory/{sku}',
    summary: 'Create or replace one item of stock',
    access: requires('write:inventory'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  adjustInventoryItem: {
    service: 'inventory',
    method: 'POST',
    path: '/v1/inventory/{sku}/adjustments',
    summary: 'Add to or take from the quantity of one item',
    access: requires('write:inventory'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  createRecharge: {
    service: 'recharge',
    method: 'POST',
    path: '/v1/recharges',
    summary: 'Top up an account from the organization’s wallet',
    access: requires('write:recharge'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  listRecharges: {
    service: 'recharge',
    method: 'GET',
    path: '/v1/recharges',
    summary: 'List the organization’s recharges, newest first',
    access: requires('read:recharge'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  getRecharge: {
    service: 'recharge',
    method: 'GET',
    path: '/v1/recharges/{id}',
    summary: 'Get one recharge',
    access: requires('read:recharge'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  getWallet: {
    service: 'recharge',
    method: 'GET',
    path: '/v1/wallet',
    summary: 'Get the balance of the organization’s wallet',
    access: requires('read:wallet'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  listWalletEntries: {
    service: 'recharge',
    method: 'GET',
    path: '/v1/wallet/entries',
    summary: 'List the movements of the organization’s wallet, newest first',
    access: requires('read:wallet'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  openOrg: {
    service: 'recharge',
    method: 'PUT',
    path: '/v1/orgs/{org}',
    summary: 'Open an organization with an empty wallet',
    access: requires('write:org'),
    tenancy: 'path',
    callers: 'everyone',
  },
  creditWallet: {
    service: 'recharge',
    method: 'POST',
    path: '/v1/orgs/{org}/wallet/credits',
    summary: 'Credit the wallet of an organization',
    access: requires('write:wallet'),
    tenancy: 'path',
    callers: 'everyone',
  },
  getAccess: {
    service: 'account',
    method: 'GET',
    path: '/v1/access',
    summary: 'Say what the presented token may and may not do',
    access: requires('read:access'),
    tenancy: 'none',
    callers: 'everyone',
  },
  getProfile: {
    service: 'account',
    method: 'GET',
    path: '/v1/me',
    summary: 'Get the profile of the signed-in person',
    access: requires('read:profile'),
    tenancy: 'none',
    callers: 'people',
  },
  getHealth: {
    service: 'account',
    method: 'GET',
    path: '/healthz',
    summary: 'Say that the process is up',
    access: openTo('Load balancer probe; returns no data', {
      exposed: false,
      reason: 'API Gateway needs no probe; nobody outside has a use for it',
    }),
    tenancy: 'none',
    callers: 'everyone',
  },
} as const satisfies Record<string, Operation>

export type OperationId = keyof typeof operations

/** The operations that need a token. */
export type ProtectedOperationId = {
  [Id in OperationId]: (typeof operations)[Id]['access'] extends { kind: 'scope' } ? Id : never
}[OperationId]

/** The operations that need none. */
export type PublicOperationId = Exclude<OperationId, ProtectedOperationId>

/** The operations that one service implements. */
export type OperationIdOf<S extends Service> = {
  [Id in OperationId]: (typeof operations)[Id]['service'] extends S ? Id : never
}[OperationId]

// The cast is safe: Object.keys of a literal that nobody extends gives exactly its keys.
export const operationIds = Object.keys(operations) as readonly OperationId[]
