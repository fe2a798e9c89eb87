/**
 * Cases of the rules over rows. `validate.test.ts` has many more.
 *
 * @module
 */

import { shop } from '../../testing/shop.ts'
import { edit, type RuleCase } from './case.ts'

const web = 'pools.shop.clients.web'
const van = 'pools.shop.clients.van'
const stock = 'operations.getStock'
const health = 'operations.getHealth'

const machine = { ...shop.pools['shop']?.clients['van'], scopes: [] }

const problem = { status: 409, title: 'Gone', means: 'It is gone', next: 'Ask for another' }

export const rowCases: readonly RuleCase[] = [
  {
    rule: 'RS001',
    breaks: [
      edit('resourceServers.rest', {}),
      edit('resourceServers.desk.scopes.open:shop.roles', 'chief'),
      edit(`${web}.redirectUris`, { 0: 'https://shop.example' }),
      edit(`${van}.org`, ['org_a']),
      edit(`${stock}.access`, 'read:stock'),
      edit('operations', undefined),
      edit('name', undefined),
      edit('allowed', {}),
      edit('resourceServers.stock.name', undefined),
      edit('resourceServers.desk.scopes.read:self.description', undefined),
      edit('pools.shop.description', 'Shops\u001b[2J'),
      edit('pools.shop', null),
      edit(web, 'web'),
    ],
    keeps: [edit('resourceServers.rest', { name: 'Rest', scopes: {} })],
    // What is malformed counts as missing.
    also: ['RS002', 'RS007', 'RS008', 'RS009', 'RS010', 'RS013', 'RS018'],
  },
  {
    rule: 'RS002',
    breaks: [
      edit('pools.shop.mfa', 'off'),
      edit(`${web}.identityScopes`, ['phone']),
      edit(`${stock}.method`, 'FETCH'),
      edit(`${stock}.service`, undefined),
      edit(`${stock}.access.kind`, 'pubilc'),
    ],
    keeps: [edit(`${web}.identityScopes`, ['openid', 'email', 'profile']), edit(`${stock}.method`, 'PATCH')],
  },
  {
    rule: 'RS003',
    breaks: [edit('resourceServers.desk.scopes.read:stock', { description: 'See', risk: 'low', roles: ['clerk'] })],
    keeps: [edit('resourceServers.read:stock', { name: 'Stock', scopes: {} })],
  },
  {
    rule: 'RS004',
    breaks: [edit('pools.office.clients.web', { ...shop.pools['office']?.clients['desktop'], scopes: [] })],
    keeps: [edit('pools.office.clients.shop', shop.pools['office']?.clients['desktop'])],
  },
  {
    rule: 'RS005',
    breaks: [
      edit('pools.shop.roles', ['clerk', 'robot', 'clrek']),
      edit('resourceServers.stock.scopes.read:stock.roles', ['clerk', 'toString']),
    ],
    keeps: [edit('resourceServers.stock.scopes.write:stock.roles', ['robot'])],
  },
  {
    rule: 'RS006',
    breaks: [
      edit(`${van}.scopes`, ['read:stock', 'write:stock', 'raed:stock']),
      edit(`${stock}.access.scope`, 'stock/read:stock'),
    ],
    keeps: [edit(`${van}.scopes`, ['write:stock'])],
  },
  {
    rule: 'RS007',
    breaks: [edit(`${web}.scopes`, 'all'), edit(`${van}.scopes`, 'pool-roles')],
    keeps: [edit(`${web}.scopes`, ['read:stock'])],
  },
  {
    rule: 'RS008',
    breaks: [
      edit(`${web}.accessTokenMinutes`, 4),
      edit(`${van}.accessTokenMinutes`, 1441),
      edit(`${web}.refreshTokenDays`, 0),
      edit(`${web}.refreshTokenDays`, 3651),
    ],
    keeps: [edit(`${web}.accessTokenMinutes`, 5), edit(`${web}.refreshTokenDays`, 3650)],
  },
  {
    rule: 'RS009',
    breaks: [
      edit(`${web}.redirectUris`, []),
      edit(`${web}.redirectUris`, ['http://shop.example/callback']),
      edit(`${web}.redirectUris`, ['https://*.shop.example/callback']),
      edit(`${web}.redirectUris`, ['http://127.0.0.1.shop.example/callback']),
      edit(`${web}.redirectUris`, ['http://127.1/callback']),
      edit(`${web}.redirectUris`, ['https://shop.example/*']),
      edit(`${web}.logoutUris`, ['https://shop.example/#out']),
      edit(`${web}.redirectUris`, ['https://shop.example@evil.example/callback']),
      edit(`${web}.redirectUris`, ['https://user:word@evil.example']),
      edit(`${web}.redirectUris`, ['https://shop.example/callback\n']),
      edit(`${web}.redirectUris`, ['https://evil.example\\.shop.example/']),
      edit(`${web}.redirectUris`, ['https://shop.example/a b']),
      edit(`${web}.redirectUris`, ['https://shop.example/a/../b']),
    ],
    keeps: [
      edit(`${web}.redirectUris`, ['http://localhost/callback?from=shop']),
      edit(`${web}.redirectUris`, ['http://127.0.0.1:8790/callback', 'http://[::1]:8790/callback']),
      edit(`${web}.redirectUris`, ['https://shop.example']),
    ],
  },
  {
    rule: 'RS010',
    breaks: [
      edit(`${van}.org`, undefined),
      edit(`${van}.org`, 'North'),
      [[['pools', 'office', 'clients', 'arm'], { ...machine, role: 'chief' }]],
    ],
    keeps: [edit(`${van}.org`, 'org_b')],
  },
  {
    rule: 'RS011',
    breaks: [edit(`${van}.role`, 'chief'), edit(`${van}.role`, undefined)],
    keeps: [edit(`${van}.role`, 'clerk').concat(edit('roles.robot', undefined), edit('pools.shop.roles', ['clerk']))],
  },
  {
    rule: 'RS012',
    breaks: [
      edit(`${van}.scopes`, ['read:stock', 'write:stock', 'read:self']),
      edit(`${van}.scopes`, ['read:stock', 'write:stock', 'open:shop']),
    ],
    keeps: [
      edit(`${van}.scopes`, ['read:stock', 'write:stock', 'read:self']).concat(
        edit('operations.getSelf.callers', 'everyone'),
      ),
    ],
  },
  {
    rule: 'RS013',
    breaks: [
      edit(`${stock}.access`, undefined),
      edit(`${stock}.access.scope`, undefined),
      edit(`${stock}.access`, null),
    ],
    also: ['RS001'],
    keeps: [edit('operations.countStock', { ...shop.operations['getStock'], path: '/v1/stock' })],
  },
  {
    rule: 'RS014',
    breaks: [
      edit(`${health}.access.reason`, ' '),
      edit(`${health}.access.gateway`, undefined),
      edit(`${health}.access.gateway.exposed`, 'no'),
    ],
    keeps: [edit(`${health}.access.gateway.exposed`, true)],
  },
  {
    rule: 'RS015',
    breaks: [edit(`${health}.tenancy`, 'caller'), edit(`${health}.callers`, 'people')],
    keeps: [edit(`${health}.access.gateway.exposed`, true)],
  },
  {
    rule: 'RS016',
    breaks: [
      edit(`${stock}.path`, '/v1/{proxy+}'),
      edit(`${stock}.path`, '$default'),
      edit(`${stock}.path`, '/v1/stock/'),
      edit(`${stock}.path`, '/v1/stock/..'),
      edit(`${stock}.path`, '/v1/./stock'),
      edit(`${stock}.path`, '/v1/stock/{id}/{id}'),
      edit(`${stock}.path`, undefined),
    ],
    keeps: [edit(`${stock}.path`, '/v1/stock.json'), edit(`${stock}.path`, '/v1/...stock/{id}/{ID}')],
  },
  {
    rule: 'RS017',
    breaks: [
      edit(`${stock}.path`, '/v1/stock/{org}'),
      edit(`${stock}.path`, '/v1/stock/{ORG}'),
      edit('operations.openShop.path', '/v1/shops/{id}'),
      edit('operations.openShop.path', '/v1/shops/{Org}'),
    ],
    keeps: [edit(`${stock}.path`, '/v1/stock/{organization}')],
  },
  {
    rule: 'RS018',
    breaks: [
      edit('resourceServers.desk.scopes.open:shop.roles', []),
      edit('operations.getStock.access.scope', 'open:shop'),
      edit('pools.office.clients', {}),
    ],
    keeps: [
      edit(`${web}.scopes`, ['read:stock']),
      // One of the scope’s roles is enough, and the pool may issue more than those.
      edit('resourceServers.desk.scopes.open:shop.roles', ['clerk', 'chief']).concat(
        edit('pools.office.clients.desktop.scopes', ['open:shop', 'read:self']),
        edit('pools.shop.clients.web.scopes', ['read:stock']),
      ),
    ],
  },
  {
    rule: 'RS019',
    breaks: [edit('operations.putStock.method', 'GET')],
    keeps: [edit('operations.getSelf.path', '/v1/stock/{plate}/self')],
  },
  {
    rule: 'RS077',
    breaks: [edit('services.account.tables.stcok', ['GetItem']), edit('tables', {})],
    keeps: [edit('services.account.tables', undefined), edit('services.account.tables.stock', [])],
  },
  {
    rule: 'RS078',
    breaks: [
      edit('tables.stock_lines', { description: 'Lines', partitionKey: 'org' }),
      edit('tables.stock.sortKey', 'org'),
      edit('tables.stock.timeToLive', 'plate'),
      edit('tables.stock.partitionKey', ''),
      edit('tables.stock.partitionKey', 'the org'),
    ],
    keeps: [
      edit('tables.order-lines', { description: 'Lines', partitionKey: 'org' }),
      edit('tables.stock.timeToLive', 'expires'),
    ],
  },
  {
    rule: 'RS079',
    breaks: [
      edit('tables.order-lines', { description: 'Lines', partitionKey: 'org' }).concat(
        edit('tables.orderLines', { description: 'Lines', partitionKey: 'org' }),
      ),
    ],
    keeps: [
      edit('tables.order-lines', { description: 'Lines', partitionKey: 'org' }).concat(
        edit('tables.orders', { description: 'Lines', partitionKey: 'org' }),
      ),
    ],
  },
  {
    rule: 'RS081',
    breaks: [
      ...['', 'Shop', 'shop-', '2shop', 'my shop', 'my--shop', 'x'.repeat(33)].map((name) => edit('name', name)),
      ...['errors#', 'https://shop.example/errors', 'https://shop.example/ #'].map((text) =>
        edit('problemTypes', text),
      ),
    ],
    keeps: [edit('name', 'my-shop2'), edit('problemTypes', 'https://shop.example/errors#')],
  },
  {
    rule: 'RS082',
    breaks: [
      edit('problems.StockGone', problem),
      edit('problems.token_missing', problem),
      edit('problems.stock_gone', { ...problem, status: 200 }),
      edit('problems.stock_gone', { ...problem, status: 409.5 }),
    ],
    keeps: [edit('problems.stock_gone', problem)],
  },
  {
    rule: 'RS083',
    breaks: [
      edit(`${stock}.query`, ['sort', 'sort']),
      edit(`${stock}.query`, ['limit']),
      edit(`${stock}.query`, ['sort by']),
    ],
    keeps: [edit(`${stock}.query`, ['sort-by', 'color']), edit(`${stock}.list`, true)],
  },
  {
    rule: 'RS084',
    breaks: [
      edit('services.account.timeoutSeconds', 30),
      edit('services.account.timeoutSeconds', 0.5),
      edit('services.account.memoryMiB', 64),
      edit('services.the account', { description: 'Everything' }),
    ],
    keeps: [edit('services.account.timeoutSeconds', 29).concat(edit('services.account.memoryMiB', 1769))],
  },
  {
    rule: 'RS085',
    breaks: [
      edit('allowed', [{ kind: 'resource', type: 'AWS::SQS::*', path: 'Shop/Queue', reason: 'Needed' }]),
      edit('allowed', [{ kind: 'resource', type: 'AWS::SQS::Queue', path: 'Shop/*', reason: 'Needed' }]),
      edit('allowed', [{ kind: 'resource', type: 'AWS::SQS::Queue', path: 'Shop/Queue', reason: ' ' }]),
      edit('allowed', [{ kind: 'variable', service: 'acount', name: 'QUEUE_URL', reason: 'Needed' }]),
      edit('allowed', [
        { kind: 'permission', service: 'account', action: 'sqs:*', on: 'Shop/Queue', reason: 'Needed' },
      ]),
      edit('allowed', [
        { kind: 'permission', service: 'account', action: 'sqs:SendMessage', on: 'Shop/*', reason: 'Needed' },
      ]),
    ],
    keeps: [
      edit('allowed', [
        { kind: 'resource', type: 'AWS::SQS::Queue', path: 'Shop/Queue', reason: 'Needed' },
        { kind: 'variable', service: 'account', name: 'QUEUE_URL', reason: 'Needed' },
        { kind: 'permission', service: 'account', action: 'ses:SendEmail', on: '*', reason: 'Needed' },
      ]),
    ],
  },
]
