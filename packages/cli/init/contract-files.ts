/** The contract of a new system: two pools, a machine, and two operations beside the product's own. */
import { capital, type Words } from './words.ts'
import type { Files } from './write.ts'

const catalog = ({ things }: Words): string => `/**
 * Every scope, role, user pool and app client of the system, each written exactly once. The gateway's route scopes,
 * Cognito's resource servers and app clients, the token trigger, the services' guard and the local stack follow from it.
 *
 * To add a scope: add its row, with the roles that may hold it, and name it in the \`access\` of an operation.
 *
 * @module
 */
import type { PoolSpec, ResourceServerSpec, RoleSpec, ScopeOf } from '@scopegate/contract'

export const roles = {
  manager: { description: 'Runs an organization: sees and changes its ${things}' },
  member: { description: 'Sees the ${things} of an organization' },
  operator: { description: 'Our own staff, who open organizations' },
  machine: { description: 'A machine of an organization' },
} as const satisfies Record<string, RoleSpec>

/** A value of the \`role\` claim. */
export type Role = keyof typeof roles

export const resourceServers = {
  ${things}: {
    name: '${capital(things)}',
    scopes: {
      'read:${things}': { description: 'See ${things}', risk: 'low', roles: ['manager', 'member'] },
      'write:${things}': { description: 'Add and change ${things}', risk: 'medium', roles: ['manager'] },
    },
  },
  account: {
    name: 'Account',
    scopes: {
      'read:access': {
        description: 'See what the token itself may do',
        risk: 'low',
        roles: ['manager', 'member', 'operator'],
      },
      'read:profile': {
        description: 'See the signed-in person’s own profile',
        risk: 'low',
        roles: ['manager', 'member', 'operator'],
      },
      'write:org': { description: 'Open an organization', risk: 'high', roles: ['operator'] },
    },
  },
} as const satisfies Record<string, ResourceServerSpec<Role>>

/** The short name of a scope. */
export type Scope = ScopeOf<typeof resourceServers>

export const pools = {
  customers: {
    description: 'Organizations with their people and machines',
    org: 'required',
    mfa: 'optional',
    roles: ['manager', 'member', 'machine'],
    clients: {
      web: {
        kind: 'browser',
        description: 'The web application',
        scopes: 'pool-roles',
        identityScopes: ['openid', 'email', 'profile'],
        accessTokenMinutes: 15,
        refreshTokenDays: 30,
        selfService: false,
      },
      app: {
        kind: 'sdk',
        description: 'The mobile application',
        scopes: 'pool-roles',
        accessTokenMinutes: 15,
        refreshTokenDays: 30,
        selfService: false,
      },
      importer: {
        kind: 'machine',
        description: 'A machine that brings ${things} in',
        scopes: ['read:${things}', 'read:access'],
        accessTokenMinutes: 60,
        org: 'org_first',
        role: 'machine',
      },
    },
  },
  office: {
    description: 'Our own staff',
    org: 'none',
    mfa: 'required',
    roles: ['operator'],
    clients: {
      desk: {
        kind: 'browser',
        description: 'The page of our own staff',
        scopes: 'pool-roles',
        identityScopes: ['openid', 'email', 'profile'],
        accessTokenMinutes: 15,
        refreshTokenDays: 1,
        selfService: false,
      },
    },
  },
} as const satisfies Record<string, PoolSpec<Scope, Role>>
`

const operations = ({ thing, things }: Words): string => `/**
 * Every HTTP operation, with the one scope that opens it. An operation without \`access\` does not compile, and neither does
 * the service whose handler is missing.
 *
 * @module
 */
import { accountOperations, type OperationSpec, requires } from '@scopegate/contract'
import type { Scope } from './catalog.ts'
import type { services } from './services.ts'

export const operations = {
  ...accountOperations,
  list${capital(things)}: {
    service: '${things}',
    method: 'GET',
    path: '/v1/${things}',
    summary: 'List the ${things} of the caller’s organization',
    access: requires('read:${things}'),
    tenancy: 'caller',
    callers: 'everyone',
    list: true,
  },
  put${capital(thing)}: {
    service: '${things}',
    method: 'PUT',
    path: '/v1/${things}/{id}',
    summary: 'Create or replace a ${thing}',
    access: requires('write:${things}'),
    tenancy: 'caller',
    callers: 'everyone',
  },
} as const satisfies Record<string, OperationSpec<Scope, keyof typeof services>>
`

const services = ({ thing, things }: Words): string => `/**
 * The services and the tables: what each stores and what it may do. Tables, functions, variables and permissions follow.
 *
 * @module
 */
import { accountServices, accountTables, type ServiceSpec, type TableSpec } from '@scopegate/contract'

export const tables = {
  ...accountTables,
  ${things}: { description: 'One row for each organization and ${thing}', partitionKey: 'org', sortKey: 'id' },
} as const satisfies Record<string, TableSpec>

export const services = {
  ...accountServices,
  ${things}: { description: '${capital(things)}', tables: { ${things}: ['PutItem', 'Query'] } },
} as const satisfies Record<string, ServiceSpec<keyof typeof tables>>
`

const contract = ({ name }: Words): string => `/**
 * The contract: everything that is stated about this system, put together.
 *
 * @module
 */
import { defineContract } from '@scopegate/contract'
import { pools, resourceServers, roles } from './catalog.ts'
import { operations } from './operations.ts'
import { services, tables } from './services.ts'

export const contract = defineContract({
  name: '${name}',
  problemTypes: 'tag:${name}.example,2026:',
  roles,
  resourceServers,
  pools,
  tables,
  services,
  operations,
})
`

/** `scopes/`. */
export const contractFiles = (words: Words): Files => ({
  'scopes/catalog.ts': catalog(words),
  'scopes/operations.ts': operations(words),
  'scopes/services.ts': services(words),
  'scopes/contract.ts': contract(words),
})
