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
  listFleet: {
    service: 'fleet',
    method: 'GET',
    path: '/v1/fleet',
    summary: 'List the stock of the caller’s organization',
    access: requires('read:fleet'),
    tenancy: 'caller',
    callers: 'everyone',
    list: true,
  },
  getFleetItem: {
    service: 'fleet',
    method: 'GET',
    path: '/v1/fleet/{plate}',
    summary: 'Get one item of stock',
    access: requires('read:fleet'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  putFleetItem: {
    service: 'fleet',
    method: 'PUT',
    path: '/v1/fleet/{plate}',
    summary: 'Create or replace one item of stock',
    access: requires('write:fleet'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  adjustFleetItem: {
    service: 'fleet',
    method: 'POST',
    path: '/v1/fleet/{plate}/adjustments',
    summary: 'Add to or take from the quantity of one item',
    access: requires('write:fleet'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  createRental: {
    service: 'rental',
    method: 'POST',
    path: '/v1/rentals',
    summary: 'Top up an account from the organization’s deposit',
    access: requires('write:rental'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  listRentals: {
    service: 'rental',
    method: 'GET',
    path: '/v1/rentals',
    summary: 'List the organization’s rentals, newest first',
    access: requires('read:rental'),
    tenancy: 'caller',
    callers: 'everyone',
    list: true,
  },
  getRental: {
    service: 'rental',
    method: 'GET',
    path: '/v1/rentals/{id}',
    summary: 'Get one rental',
    access: requires('read:rental'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  getDeposit: {
    service: 'rental',
    method: 'GET',
    path: '/v1/deposit',
    summary: 'Get the balance of the organization’s deposit',
    access: requires('read:deposit'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  listDepositEntries: {
    service: 'rental',
    method: 'GET',
    path: '/v1/deposit/entries',
    summary: 'List the movements of the organization’s deposit, newest first',
    access: requires('read:deposit'),
    tenancy: 'caller',
    callers: 'everyone',
    list: true,
  },
  openOrg: { ...accountOperations.openOrg, summary: 'Open an organization with an empty deposit' },
  creditDeposit: {
    service: 'rental',
    method: 'POST',
    path: '/v1/orgs/{org}/deposit/credits',
    summary: 'Credit the deposit of an organization',
    access: requires('write:deposit'),
    tenancy: 'path',
    callers: 'everyone',
  },
  getAccess: accountOperations.getAccess,
  getProfile: accountOperations.getProfile,
  getHealth: accountOperations.getHealth,
} as const satisfies Record<string, OperationSpec<Scope, Service>>
