import type { Contract } from '@scopegate/contract'
import { general as contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { changedAt } from './testing/changed-at.ts'
import { shop } from './testing/shop.ts'
import { contractFaults } from './validate.ts'

test('the fleet’s contract has no fault', () => {
  expect(contractFaults(contract)).toEqual([])
})

test('the contract that these tests break has no fault', () => {
  expect(contractFaults(shop)).toEqual([])
})

/** The contract with one place changed; `undefined` takes it away. */
const broken = (place: string, value: unknown, contract: Contract = shop) =>
  changedAt(contract, [[place.split('.'), value]])

const web = 'pools.shop.clients.web'
const van = 'pools.shop.clients.van'
const stock = 'operations.getStock'
const health = 'operations.getHealth'

test.each<[string, unknown, string]>([
  ['resourceServers.rest', { name: 'Rest' }, 'The resource server `rest` has no `scopes`'],
  [
    'resourceServers.desk.scopes.read:stock',
    { description: 'See', risk: 'low', roles: ['chief'] },
    'The scope `read:stock` stands in several resource servers: `stock`, `desk`',
  ],
  [
    'resourceServers.desk.scopes.read:desk',
    { description: 'See', risk: 'low' },
    'The scope `read:desk` has no `roles`',
  ],
  ['resourceServers.stock.scopes.read:stock.roles.1', 'clrek', 'The scope `read:stock` names the role `clrek`'],
  ['resourceServers.stock.scopes.read:stock.roles.1', 'toString', 'The scope `read:stock` names the role `toString`'],

  ['pools.shop.org', undefined, 'The pool `shop` has no `org`'],
  ['pools.shop.org', 'requierd', 'The pool `shop` has an unknown `org`'],
  ['pools.shop.mfa', undefined, 'The pool `shop` has no `mfa`'],
  ['pools.shop.mfa', 'off', 'The pool `shop` has an unknown `mfa`'],
  [
    'pools.empty',
    { description: 'Empty', org: 'none', mfa: 'required', clients: {} },
    'The pool `empty` has no `roles`',
  ],
  ['pools.shop.roles.2', 'clrek', 'The pool `shop` names the role `clrek`'],
  [
    'pools.empty',
    { description: 'Empty', org: 'none', mfa: 'required', roles: [] },
    'The pool `empty` has no `clients`',
  ],

  [
    'pools.office.clients.web',
    { ...shop.pools['office']?.clients['desktop'], scopes: [] },
    'The client `web` stands in several pools: `shop`, `office`',
  ],
  [`${web}.kind`, 'brwoser', 'The client `web` has an unknown `kind`'],
  [`${web}.scopes`, undefined, 'The client `web` does not say which `scopes` it may hold'],
  [`${web}.scopes`, 'all', 'The client `web` does not say which `scopes` it may hold'],
  [`${web}.scopes`, ['raed:stock'], 'The client `web` lists the scope `raed:stock`'],
  [
    `${web}.accessTokenMinutes`,
    undefined,
    'The client `web` has in `accessTokenMinutes` what Cognito refuses. Write a whole number from 5 to 1440',
  ],
  [`${web}.accessTokenMinutes`, 4, 'The client `web` has in `accessTokenMinutes`'],
  [`${web}.accessTokenMinutes`, 1441, 'The client `web` has in `accessTokenMinutes`'],
  [`${web}.accessTokenMinutes`, 7.5, 'The client `web` has in `accessTokenMinutes`'],
  [
    `${web}.refreshTokenDays`,
    0,
    'The client `web` has in `refreshTokenDays` what Cognito refuses. Write a whole number from 1 to 3650',
  ],
  [`${web}.refreshTokenDays`, 3651, 'The client `web` has in `refreshTokenDays`'],
  [`${web}.identityScopes`, ['phone'], 'The client `web` has an unknown `identityScopes`'],
  [`${web}.redirectUris`, [], 'The client `web` has no `redirectUris`'],
  [`${web}.logoutUris`, undefined, 'The client `web` has no `logoutUris`'],
  ...[
    'http://shop.example/callback',
    'http://localhost.evil.example/callback',
    'http://localhost@evil.example/',
    'https://',
    'https://shop .example/',
    'https://shop.example/#part',
    'shop:callback',
    '/callback',
    '*',
  ].map((uri): [string, unknown, string] => [
    `${web}.redirectUris.0`,
    uri,
    `The client \`web\` has \`${uri}\` among its \`redirectUris\``,
  ]),
  [`${web}.logoutUris.0`, 'http://shop.example', 'The client `web` has `http://shop.example` among its `logoutUris`'],
  [`${van}.scopes`, 'pool-roles', 'The client `van` is a machine and does not list its `scopes`'],
  [`${van}.scopes`, undefined, 'The client `van` is a machine and does not list its `scopes`'],
  [`${van}.scopes.2`, 'raed:stock', 'The client `van` lists the scope `raed:stock`'],
  [`${van}.org`, 'North!', 'The client `van` has an `org` that is no organization’s id'],
  [`${van}.org`, undefined, 'The client `van` has an `org` that is no organization’s id'],
  [`${van}.role`, 'chief', 'The client `van` has a `role` that its pool `shop` does not issue'],
  [`${van}.role`, undefined, 'The client `van` has a `role` that its pool `shop` does not issue'],
  [
    'pools.office.clients.arm',
    { ...shop.pools['shop']?.clients['van'], scopes: [], role: 'chief' },
    'The client `arm` is a machine, and its pool `office` has no organizations',
  ],

  [`${stock}.service`, 'stokc', 'The operation `getStock` has an unknown `service`'],
  [`${stock}.method`, 'FETCH', 'The operation `getStock` has an unknown `method`'],
  [`${stock}.callers`, undefined, 'The operation `getStock` has no `callers`'],
  [`${stock}.callers`, 'poeple', 'The operation `getStock` has an unknown `callers`'],
  [`${health}.callers`, 'people', 'The operation `getHealth` is public and for people only'],
  [
    `${van}.scopes.2`,
    'read:self',
    'The client `van` is a machine and lists the scope `read:self`, which opens `getSelf` to people only',
  ],
  [
    `${van}.scopes.2`,
    'open:shop',
    'The client `van` is a machine and lists the scope `open:shop`, which opens `openShop` to people only',
  ],
  ['resourceServers.desk.scopes.read:self.roles', [], 'The operation `getSelf` can be called by nobody'],
  [`${health}.tenancy`, 'noen', 'The operation `getHealth` has an unknown `tenancy`'],
  ...[
    'v1/stock',
    '/',
    '/v1/',
    '/v1//stock',
    '/v1/{plate',
    '/v1/{}',
    '/v1/{proxy+}',
    '/v1/:plate',
    '/v1/x{plate}',
    '/v1/*',
    undefined,
  ].map((path): [string, unknown, string] => [
    `${stock}.path`,
    path,
    'The operation `getStock` has a `path` of another form',
  ]),
  [`${stock}.path`, '/v1/stock/{org}', 'The operation `getStock` has `{org}` in its path and not the tenancy `path`'],
  [
    'operations.openShop.path',
    '/v1/shops/{id}',
    'The operation `openShop` has the tenancy `path`, and its path no `{org}`',
  ],
  [`${stock}.access`, undefined, 'The operation `getStock` has no `access`'],
  [`${stock}.access.kind`, undefined, 'The operation `getStock` has no `access.kind`'],
  [`${stock}.access.kind`, 'pubilc', 'The operation `getStock` has an unknown `access.kind`'],
  [`${stock}.access.scope`, undefined, 'The operation `getStock` has no `access.scope`'],
  [
    `${stock}.access.scope`,
    'raed:stock',
    'The operation `getStock` requires the scope `raed:stock`, which does not exist',
  ],
  [`${stock}.access.scope`, 'open:shop', 'The operation `getStock` can be called by nobody'],
  ['resourceServers.desk.scopes.open:shop.roles', ['clerk'], 'The operation `openShop` can be called by nobody'],
  ['resourceServers.desk.scopes.open:shop.roles', [], 'The operation `openShop` can be called by nobody'],
  ['pools.office.clients.desktop.scopes', [], 'The operation `openShop` can be called by nobody'],
  [`${health}.access.reason`, ' ', 'The operation `getHealth` is public without a `reason`'],
  [`${health}.access.gateway.reason`, '', 'The operation `getHealth` is public without a `gateway.reason`'],
  [`${health}.access.gateway.exposed`, undefined, 'The operation `getHealth` is public without `gateway.exposed`'],
  [`${health}.tenancy`, 'caller', 'The operation `getHealth` is public and acts on an organization'],
  [
    'operations.findStock',
    { ...shop.operations['getStock'], path: '/v1/stock/{id}' },
    'The operations `getStock`, `findStock` share a method and path',
  ],
])('with %s as %j, the one fault is that %s', (place, value, fault) => {
  const [line, ...others] = contractFaults(broken(place, value))
  const [, first] = /^RS\d{3} ([^]*)$/.exec(line ?? '') ?? []
  expect(first?.slice(0, fault.length)).toBe(fault)
  // The rule, then what to do: one line of two sentences, the last without a period.
  expect(first).toMatch(/^[^\n]+\. [A-Z][^\n]+[^.\n]$/)
  expect(others).toEqual([])
})

test('a machine alone makes an operation callable, though no person’s role holds the scope', () => {
  expect(contractFaults(broken('resourceServers.stock.scopes.read:stock.roles', []))).toEqual([])
})

test('a machine makes no operation callable that is for people', () => {
  const unheld = broken('resourceServers.desk.scopes.read:self.roles', [])
  expect(contractFaults(broken(`${van}.scopes.2`, 'read:self', unheld))).toEqual([
    expect.stringMatching(/^RS012 The client `van` is a machine and lists the scope `read:self`/),
    expect.stringMatching(/^RS018 The operation `getSelf` can be called by nobody/),
  ])
})

test.each([
  ['http://shop.example/callback', 'its scheme is `http`, and its host is not this machine'],
  ['http://127.1/callback', 'a browser writes it otherwise'],
  ['https://shop.example/#out', 'it has a fragment, which begins with `#`'],
  ['https://*.shop.example/', 'it has a `*`, and addresses are exact'],
  ['https://shop.example@evil.example/', 'it holds `@`, `\\`, a space or a control character'],
  ['com.example.shop:/callback', 'its scheme is `com.example.shop`, and only a native client may have one of its own'],
])('of the address %s it is said that %s', (address, fault) => {
  const [line] = contractFaults(broken('pools.shop.clients.web.redirectUris', [address]))
  expect(line).toContain(`has \`${address}\` among its \`redirectUris\`: ${fault}. `)
})

test('two methods may share a path', () => {
  expect(contractFaults(broken('operations.patchStock', { ...shop.operations['getStock'], method: 'PATCH' }))).toEqual(
    [],
  )
})

test('each fault is told, not only the first', () => {
  expect(contractFaults({ ...shop, roles: {} })).toHaveLength(7)
})
