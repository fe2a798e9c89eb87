/**
 * Every HTTP operation, with the one scope that opens it. No handlers: the gateway, the docs and the tests
 * read this table without loading an implementation.
 *
 * One scope each, because the HTTP API's check is any-of: with a single scope any-of and all-of are the
 * same thing, and the two gates cannot disagree.
 */
import { accountOperations, type OperationSpec, requires } from '@scopegate/contract'
import type { Scope } from './catalog.ts'
import type { Service } from './services.ts'

export const operations = {
  listInventory: {
    service: 'inventory',
    method: 'GET',
    path: '/v1/inventory',
    summary: 'List the stock of the caller’s organization',
    access: requires('read:inventory'),
    tenancy: 'caller',
    callers: 'everyone',
    list: true,
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
    list: true,
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
    list: true,
  },
  openOrg: { ...accountOperations.openOrg, summary: 'Open an organization with an empty wallet' },
  creditWallet: {
    service: 'recharge',
    method: 'POST',
    path: '/v1/orgs/{org}/wallet/credits',
    summary: 'Credit the wallet of an organization',
    access: requires('write:wallet'),
    tenancy: 'path',
    callers: 'everyone',
  },
  getAccess: accountOperations.getAccess,
  getProfile: accountOperations.getProfile,
  getHealth: accountOperations.getHealth,
} as const satisfies Record<string, OperationSpec<Scope, Service>>
