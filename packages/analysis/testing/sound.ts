/**
 * A contract to break, small enough to see what each change breaks.
 *
 * @module
 */
import type { UncheckedContract } from '../unchecked.ts'
import { changedAt } from './changed-at.ts'

/** A small contract without fault, in which each kind of row stands at least once. */
export const sound: UncheckedContract = {
  services: { stock: {}, account: {} },
  roles: { clerk: {}, chief: {}, robot: {} },
  resourceServers: {
    stock: { scopes: { 'read:stock': { roles: ['clerk'] } } },
    desk: { scopes: { 'open:shop': { roles: ['chief'] }, 'read:self': { roles: ['clerk', 'chief'] } } },
  },
  pools: {
    shop: {
      org: 'required',
      mfa: 'optional',
      roles: ['clerk', 'robot'],
      clients: {
        web: {
          kind: 'browser',
          scopes: 'pool-roles',
          identityScopes: ['openid'],
          accessTokenMinutes: 5,
          refreshTokenDays: 3650,
          redirectUris: ['https://shop.example/callback', 'http://localhost:8080/callback'],
          logoutUris: ['https://shop.example'],
        },
        app: { kind: 'sdk', scopes: ['read:stock'], accessTokenMinutes: 1440, refreshTokenDays: 1 },
        van: { kind: 'machine', scopes: ['read:stock'], accessTokenMinutes: 60, org: 'org_a', role: 'robot' },
      },
    },
    office: {
      org: 'none',
      mfa: 'required',
      roles: ['chief'],
      clients: { desktop: { kind: 'sdk', scopes: 'pool-roles', accessTokenMinutes: 15, refreshTokenDays: 1 } },
    },
  },
  operations: {
    getStock: {
      service: 'stock',
      method: 'GET',
      path: '/v1/stock/{plate}',
      tenancy: 'caller',
      callers: 'everyone',
      access: { kind: 'scope', scope: 'read:stock' },
    },
    openShop: {
      service: 'account',
      method: 'PUT',
      path: '/v1/shops/{org}',
      tenancy: 'path',
      callers: 'everyone',
      access: { kind: 'scope', scope: 'open:shop' },
    },
    getSelf: {
      service: 'account',
      method: 'GET',
      path: '/v1/self',
      tenancy: 'none',
      callers: 'people',
      access: { kind: 'scope', scope: 'read:self' },
    },
    getHealth: {
      service: 'account',
      method: 'GET',
      path: '/healthz',
      tenancy: 'none',
      callers: 'everyone',
      access: { kind: 'public', reason: 'A probe', gateway: { exposed: false, reason: 'Not needed' } },
    },
  },
}

/** The contract, by default the sound one, with one place changed; `undefined` takes it away. */
export const broken = (place: string, value: unknown, contract: UncheckedContract = sound): UncheckedContract =>
  changedAt(contract, [[place.split('.'), value]])
