/**
 * Every scope, role, user pool and app client of the system, each written exactly once. The gateway's route scopes,
 * Cognito's resource servers and app clients, the token trigger, the services' guard and the local stack follow from it.
 *
 * To add a scope: add its row, with the roles that may hold it, and name it in the `access` of an operation.
 */
import type { PoolSpec, ResourceServerSpec, RoleSpec, ScopeOf } from '@scopegate/contract'

export const roles = {
  manager: { description: 'Runs an organization: sees and changes its books' },
  member: { description: 'Sees the books of an organization' },
  operator: { description: 'Our own staff, who open organizations' },
  machine: { description: 'A machine of an organization' },
} as const satisfies Record<string, RoleSpec>

/** A value of the `role` claim. */
export type Role = keyof typeof roles

export const resourceServers = {
  books: {
    name: 'Books',
    scopes: {
      'read:books': { description: 'See books', risk: 'low', roles: ['manager', 'member'] },
      'write:books': { description: 'Add and change books', risk: 'medium', roles: ['manager'] },
      'lend:books': { description: 'Lend books out', risk: 'medium', roles: ['manager'] },
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
        description: 'A machine that brings books in',
        scopes: ['read:books', 'read:access'],
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
