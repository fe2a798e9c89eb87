/**
 * The catalog: every scope, role, user pool and app client of the system, each written exactly once.
 *
 * The gateway's route scopes, Cognito's resource servers and app clients, the token trigger, the services'
 * guard, the local stack and the tests are projections of this file and of `operations.ts`.
 * It imports types only: it is bundled into a Lambda on the sign-in path.
 *
 * To add a scope: add its row below and name it in the `access` of an operation. Nothing else.
 */
import type { PoolSpec, ResourceServerSpec, RoleSpec, ScopeOf } from '@scopegate/contract'

export const roles = {
  owner: { description: 'Runs a garage: stock, rentals and money' },
  staff: { description: 'Works at a garage: stock and rentals' },
  viewer: { description: 'Looks, and changes nothing' },
  operator: { description: 'Operator staff who open organizations and credit their deposits' },
  support: { description: 'Operator staff who help people and change nothing' },
  partner: { description: 'A partner’s machine' },
} as const satisfies Record<string, RoleSpec>

/** A value of the `role` claim. */
export type Role = keyof typeof roles

export const resourceServers = {
  fleet: {
    name: 'Fleet',
    scopes: {
      'read:fleet': { description: 'See stock', risk: 'low', roles: ['owner', 'staff', 'viewer'] },
      'write:fleet': { description: 'Create, change and adjust stock', risk: 'medium', roles: ['owner', 'staff'] },
    },
  },
  rental: {
    name: 'Rental',
    scopes: {
      'read:rental': { description: 'See rentals', risk: 'low', roles: ['owner', 'staff', 'viewer'] },
      'write:rental': { description: 'Spend the deposit on a rental', risk: 'high', roles: ['owner', 'staff'] },
    },
  },
  deposit: {
    name: 'Deposit',
    scopes: {
      'read:deposit': { description: 'See the deposit’s balance', risk: 'low', roles: ['owner'] },
      'write:deposit': { description: 'Credit the deposit of any organization', risk: 'high', roles: ['operator'] },
      'write:org': { description: 'Open an organization with its deposit', risk: 'high', roles: ['operator'] },
    },
  },
  account: {
    name: 'Account',
    scopes: {
      'read:access': {
        description: 'See what the token itself may do',
        risk: 'low',
        roles: ['owner', 'staff', 'viewer', 'operator', 'support'],
      },
      'read:profile': {
        description: 'See the signed-in person’s own profile',
        risk: 'low',
        roles: ['owner', 'staff', 'viewer', 'operator', 'support'],
      },
    },
  },
} as const satisfies Record<string, ResourceServerSpec<Role>>

/** The short name of a scope, such as `read:fleet`: unique over all resource servers. */
export type Scope = ScopeOf<typeof resourceServers>

export const pools = {
  garage: {
    description: 'Garages and their staff',
    org: 'required',
    mfa: 'optional',
    roles: ['owner', 'staff', 'viewer'],
    clients: {
      'garage-web': {
        kind: 'browser',
        description: 'The garages’ web application',
        scopes: 'pool-roles',
        identityScopes: ['openid', 'email', 'profile'],
        accessTokenMinutes: 15,
        refreshTokenDays: 30,
        selfService: false,
      },
      'garage-app': {
        kind: 'sdk',
        description: 'The garages’ mobile application',
        scopes: 'pool-roles',
        accessTokenMinutes: 15,
        refreshTokenDays: 30,
        selfService: true,
      },
    },
  },
  admin: {
    description: 'Operator staff',
    org: 'none',
    mfa: 'required',
    roles: ['operator', 'support'],
    clients: {
      'admin-portal': {
        kind: 'browser',
        description: 'The operators’ portal',
        scopes: 'pool-roles',
        identityScopes: ['openid', 'email', 'profile'],
        accessTokenMinutes: 15,
        refreshTokenDays: 1,
        selfService: false,
      },
    },
  },
  partner: {
    description: 'Partners’ machines',
    org: 'required',
    mfa: 'optional',
    roles: ['partner'],
    clients: {
      'north-fulfilment': {
        kind: 'machine',
        description: 'North’s warehouse, which keeps North’s stock',
        scopes: ['read:fleet', 'write:fleet', 'read:access'],
        accessTokenMinutes: 60,
        org: 'org_north',
        role: 'partner',
      },
      'south-kiosk': {
        kind: 'machine',
        description: 'South’s kiosks, which sell rentals',
        scopes: ['read:rental', 'write:rental', 'read:deposit', 'read:access'],
        accessTokenMinutes: 60,
        org: 'org_south',
        role: 'partner',
      },
    },
  },
} as const satisfies Record<string, PoolSpec<Scope, Role>>
