/** Cases of the rules over rows of operations, tables and services. `validate.test.ts` has many more. */

import { shop } from '../../testing/shop.ts'
import { edit, type RuleCase } from './case.ts'

const web = 'pools.shop.clients.web'
const stock = 'operations.getStock'
const health = 'operations.getHealth'

const problem = { status: 409, title: 'Gone', means: 'It is gone', next: 'Ask for another' }

export const operationRowCases: readonly RuleCase[] = [
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
