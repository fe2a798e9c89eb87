/**
 * A contract that breaks no rule, in which each kind of row stands at least once: small enough to see what each change
 * breaks.
 */
import type { Contract, OperationSpec } from '@scopegate/contract'

const operation = (
  method: OperationSpec['method'],
  path: `/${string}`,
  scope: string,
  more: Partial<OperationSpec> = {},
) =>
  ({
    service: 'account',
    method,
    path,
    summary: 'Do something',
    access: { kind: 'scope', scope },
    tenancy: 'none',
    callers: 'everyone',
    ...more,
  }) as const

export const shop: Contract = {
  name: 'example',
  problemTypes: 'tag:example.test,2026:',
  tables: { stock: { description: 'One row a thing', partitionKey: 'org', sortKey: 'plate' } },
  problems: {},
  allowed: [],
  services: { account: { description: 'Everything', tables: { stock: ['GetItem', 'PutItem'] } } },
  roles: {
    clerk: { description: 'Sells' },
    chief: { description: 'Runs the office' },
    robot: { description: 'A partner’s machine' },
  },
  resourceServers: {
    stock: {
      name: 'Stock',
      scopes: {
        'read:stock': { description: 'See stock', risk: 'low', roles: ['clerk'] },
        'write:stock': { description: 'Change stock', risk: 'medium', roles: [] },
      },
    },
    desk: {
      name: 'Desk',
      scopes: {
        'open:shop': { description: 'Open a shop', risk: 'high', roles: ['chief'] },
        'read:self': { description: 'See oneself', risk: 'low', roles: ['clerk', 'chief'] },
      },
    },
  },
  pools: {
    shop: {
      description: 'Shops',
      org: 'required',
      mfa: 'optional',
      roles: ['clerk', 'robot'],
      clients: {
        web: {
          kind: 'browser',
          description: 'The shops’ web application',
          scopes: 'pool-roles',
          identityScopes: ['openid'],
          accessTokenMinutes: 15,
          refreshTokenDays: 30,
          selfService: false,
          redirectUris: ['https://shop.example/callback', 'http://localhost:8080/callback'],
          logoutUris: ['https://shop.example'],
        },
        app: {
          kind: 'sdk',
          description: 'The shops’ mobile application',
          scopes: ['read:stock'],
          accessTokenMinutes: 5,
          refreshTokenDays: 1,
          selfService: true,
        },
        van: {
          kind: 'machine',
          description: 'A delivery van',
          scopes: ['read:stock', 'write:stock'],
          accessTokenMinutes: 60,
          org: 'org_a',
          role: 'robot',
        },
      },
    },
    office: {
      description: 'The office',
      org: 'none',
      mfa: 'required',
      roles: ['chief'],
      clients: {
        desktop: {
          kind: 'sdk',
          description: 'The office’s application',
          scopes: 'pool-roles',
          accessTokenMinutes: 15,
          refreshTokenDays: 1,
          selfService: false,
        },
      },
    },
  },
  operations: {
    getStock: operation('GET', '/v1/stock/{plate}', 'read:stock', { tenancy: 'caller' }),
    putStock: operation('PUT', '/v1/stock/{plate}', 'write:stock', { tenancy: 'caller' }),
    openShop: operation('PUT', '/v1/shops/{org}', 'open:shop', { tenancy: 'path' }),
    getSelf: operation('GET', '/v1/self', 'read:self', { callers: 'people' }),
    getHealth: operation('GET', '/healthz', '', {
      access: { kind: 'public', reason: 'A probe', gateway: { exposed: false, reason: 'Not needed' } },
    }),
  },
}
