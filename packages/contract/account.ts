/**
 * The rows of the product's own service: what a token may do, whose it is, whether the process is up, and the
 * organizations that are open. A system spreads them into its tables; one that lacks a scope that they need does not
 * compile. They are plain data: a system may write another summary over them.
 *
 * @example
 * defineContract({
 *   resourceServers: { account: { name: 'Account', scopes: { 'read:access': …, 'read:profile': …, 'write:org': … } } },
 *   tables: { ...accountTables, ...idempotencyTables, orders: … },
 *   services: { ...accountServices, orders: … },
 *   operations: { ...accountOperations, listOrders: … },
 *   …
 * })
 */
import { type OperationSpec, openTo, requires } from './operation.ts'
import type { ServiceSpec, TableSpec } from './service.ts'

/** What the service `account` stores. */
export const accountTables = {
  organizations: { description: 'Organizations that are open: one row for each', partitionKey: 'org' },
} as const satisfies Record<string, TableSpec>

/** What a service needs whose operations carry an `Idempotency-Key`. */
export const idempotencyTables = {
  idempotency: {
    description: 'Answers already given, by idempotency key',
    partitionKey: 'key',
    timeToLive: 'expires_at',
  },
} as const satisfies Record<string, TableSpec>

/** The service. */
export const accountServices = {
  account: {
    description: 'What a token may do, whose it is, and which organizations are open',
    tables: { organizations: ['GetItem', 'PutItem'] },
    userPools: ['AdminGetUser', 'ListUsers'],
  },
} as const satisfies Record<string, ServiceSpec<keyof typeof accountTables>>

/** Its operations. They need the scopes `read:access`, `read:profile` and `write:org`. */
export const accountOperations = {
  openOrg: {
    service: 'account',
    method: 'PUT',
    path: '/v1/orgs/{org}',
    summary: 'Open an organization',
    access: requires('write:org'),
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
} as const satisfies Record<string, OperationSpec<string, keyof typeof accountServices>>
