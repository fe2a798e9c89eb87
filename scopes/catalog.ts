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
  owner: { description: 'Runs a merchant: stock, recharges and money' },
  staff: { description: 'Works at a merchant: stock and recharges' },
  viewer: { description: 'Looks, and changes nothing' },
  operator: { description: 'Operator staff who open organizations and credit their wallets' },
  support: { description: 'Operator staff who help people and change nothing' },
  partner: { description: 'A partner’s machine' },
} as const satisfies Record<string, RoleSpec>

/** A value of the `role` claim. */
export type Role = keyof typeof roles

export const resourceServers = {
  inventory: {
    name: 'Inventory',
    scopes: {
      'read:inventory': { description: 'See stock', risk: 'low', roles: ['owner', 'staff', 'viewer'] },
      'write:inventory': { description: 'Create, change and adjust stock', risk: 'medium', roles: ['owner', 'staff'] },
    },
  },
  recharge: {
    name: 'Recharge',
    scopes: {
      'read:recharge': { description: 'See recharges', risk: 'low', roles: ['owner', 'staff', 'viewer'] },
      'write:recharge': { description: 'Spend the wallet on a recharge', risk: 'high', roles: ['owner', 'staff'] },
    },
  },
  wallet: {
    name: 'Wallet',
    scopes: {
      'read:wallet': { description: 'See the wallet’s balance', risk: 'low', roles: ['owner'] },
      'write:wallet': { description: 'Credit the wallet of any organization', risk: 'high', roles: ['operator'] },
      'write:org': { description: 'Open an organization with its wallet', risk: 'high', roles: ['operator'] },
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

/** The short name of a scope, such as `read:inventory`: unique over all resource servers. */
export type Scope = ScopeOf<typeof resourceServers>

export const pools = {
  merchant: {
    description: 'Merchants and their staff',
    org: 'required',
    mfa: 'optional',
    roles: ['owner', 'staff', 'viewer'],
    clients: {
      'merchant-web': {
        kind: 'browser',
        description: 'The merchants’ web application',
        scopes: 'pool-roles',
        identityScopes: ['openid', 'email', 'profile'],
        accessTokenMinutes: 15,
        refreshTokenDays: 30,
        selfService: false,
      },
      'merchant-app': {
        kind: 'sdk',
        description: 'The merchants’ mobile application',
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
      'acme-fulfilment': {
        kind: 'machine',
        description: 'Acme’s warehouse, which keeps Acme’s stock',
        scopes: ['read:inventory', 'write:inventory', 'read:access'],
        accessTokenMinutes: 60,
        org: 'org_acme',
        role: 'partner',
      },
      'globex-kiosk': {
        kind: 'machine',
        description: 'Globex’s kiosks, which sell recharges',
        scopes: ['read:recharge', 'write:recharge', 'read:wallet', 'read:access'],
        accessTokenMinutes: 60,
        org: 'org_globex',
        role: 'partner',
      },
    },
  },
} as const satisfies Record<string, PoolSpec<Scope, Role>>
