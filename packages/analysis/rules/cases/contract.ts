/** Cases of the rules over a sound contract. */

import { shop } from '../../testing/shop.ts'
import { edit, names, type RuleCase } from './case.ts'

const web = 'pools.shop.clients.web'
const app = 'pools.shop.clients.app'
const van = 'pools.shop.clients.van'

/** A resource server with so many scopes of clerks, each of which opens an operation. */
export const manyScopes = (count: number, length = 1) => {
  const scopes = names(count, 'x'.repeat(length))
  const row = { description: 'See', risk: 'low', roles: ['clerk'] }
  const operation = { ...shop.operations['getStock'], tenancy: 'none' }
  return [
    ...edit('resourceServers.many', { name: 'Many', scopes: Object.fromEntries(scopes.map((scope) => [scope, row])) }),
    ...scopes.flatMap((scope, index) =>
      edit(`operations.${scope}`, { ...operation, path: `/v1/many/${index}`, access: { kind: 'scope', scope } }),
    ),
  ]
}

export const manyClients = (count: number) =>
  names(count, 'van').flatMap((name) => edit(`pools.shop.clients.${name}`, shop.pools['shop']?.clients['van']))

const manyPages = (count: number) =>
  names(count, 'page').flatMap((name) => edit(`pools.shop.clients.${name}`, shop.pools['shop']?.clients['web']))

export const manyAddresses = (count: number) =>
  edit(
    `${web}.redirectUris`,
    names(count, 'https://shop.example/').map((address) => address),
  )

export const contractCases: readonly RuleCase[] = [
  {
    rule: 'RS020',
    breaks: [edit('resourceServers.desk.scopes.close:shop', { description: 'Close', risk: 'high', roles: ['chief'] })],
    keeps: [edit('operations.getHealth', undefined)],
  },
  {
    rule: 'RS021',
    breaks: [edit('resourceServers.desk.scopes.close:shop', { description: 'Close', risk: 'high', roles: [] })],
    also: ['RS020'],
    // A machine is enough.
    keeps: [edit('resourceServers.stock.scopes.read:stock.roles', ['clerk'])],
  },
  {
    rule: 'RS022',
    breaks: [
      edit('roles.guest', { description: 'Looks' }),
      edit('roles.guest', { description: 'Looks' }).concat(edit('pools.shop.roles', ['clerk', 'robot', 'guest'])),
    ],
    keeps: [
      edit('roles.guest', { description: 'Looks' }).concat(
        edit('pools.shop.roles', ['clerk', 'robot', 'guest']),
        edit('resourceServers.desk.scopes.read:self.roles', ['clerk', 'chief', 'guest']),
      ),
    ],
  },
  {
    rule: 'RS023',
    breaks: [edit(`${app}.scopes`, [])],
    keeps: [edit(`${app}.scopes`, ['read:self'])],
  },
  {
    rule: 'RS024',
    breaks: [edit(`${app}.scopes`, ['read:stock', 'write:stock']), edit(`${app}.scopes`, ['read:stock', 'open:shop'])],
    // A machine’s list is limited by no role.
    keeps: [edit(`${app}.scopes`, ['read:stock', 'read:self'])],
  },
  {
    rule: 'RS025',
    breaks: [
      edit('resourceServers.stock.scopes.read:stock.roles', ['clerk', 'chief']),
      edit('resourceServers.desk.scopes.open:shop.roles', ['clerk', 'chief']),
    ],
    keeps: [
      edit('resourceServers.stock.scopes.read:stock.roles', ['clerk', 'chief']).concat(
        edit('operations.countStock', {
          ...shop.operations['getStock'],
          path: '/v1/stock',
          tenancy: 'none',
        }),
      ),
    ],
  },
  {
    rule: 'RS026',
    breaks: [edit(`${web}.accessTokenMinutes`, 16), edit(`${van}.accessTokenMinutes`, 61)],
    keeps: [edit(`${van}.accessTokenMinutes`, 16)],
  },
  {
    rule: 'RS027',
    breaks: [
      edit('resourceServers.stock.name', 'https://stock.example'),
      edit('resourceServers.stock.name', 'x'.repeat(257)),
      edit(`resourceServers.${'x'.repeat(257)}`, { name: 'Rest', scopes: {} }),
      [[['resourceServers', 'the rest'], { name: 'Rest', scopes: {} }]],
    ],
    keeps: [
      edit('resourceServers.stock.name', 'x'.repeat(256)),
      edit(`resourceServers.${'x'.repeat(256)}`, { name: 'Rest', scopes: {} }),
      [[['resourceServers', 'https://rest.example'], { name: 'The rest, of it', scopes: {} }]],
    ],
  },
  {
    rule: 'RS028',
    breaks: [
      ...['read/all', 'read all', 'read:"all"', 'read:é'].map((name) => scopeNamed(name)),
      scopeNamed('x'.repeat(256 - 'desk/'.length + 1)),
      edit('resourceServers.desk.scopes.read:self.description', ''),
      edit('resourceServers.desk.scopes.read:self.description', 'x'.repeat(257)),
    ],
    keeps: [
      scopeNamed('x'.repeat(256 - 'desk/'.length)),
      edit('resourceServers.desk.scopes.read:self.description', 'x'.repeat(256)),
      edit('resourceServers.desk.scopes.read:self.description', 'x'),
    ],
  },
  {
    rule: 'RS029',
    // Of the pool’s audiences, its login styles, and of the client’s callback addresses.
    breaks: [manyClients(48), manyPages(20), manyAddresses(101), manyScopes(101, 1)],
    also: ['RS030'],
    keeps: [manyClients(36)],
  },
  {
    rule: 'RS030',
    breaks: [manyClients(37), manyPages(15), manyPages(19), manyAddresses(80), manyAddresses(100)],
    keeps: [manyClients(36), manyPages(14), manyAddresses(79)],
  },
  {
    rule: 'RS031',
    breaks: [manyScopes(30, 240)],
    also: ['RS032'],
    keeps: [manyScopes(20, 150)],
  },
  {
    rule: 'RS032',
    breaks: [manyScopes(19, 240)],
    keeps: [manyScopes(10, 240)],
  },
  {
    rule: 'RS033',
    breaks: [edit('pools.office.mfa', 'optional')],
    keeps: [edit('pools.shop.mfa', 'required')],
  },
  {
    rule: 'RS075',
    breaks: [edit('pools.office.clients.desktop.refreshTokenDays', 2)],
    keeps: [edit(`${web}.refreshTokenDays`, 3650), edit('pools.office.clients.desktop.refreshTokenDays', 1)],
  },
  {
    rule: 'RS076',
    breaks: [edit('pools.office.clients.desktop.selfService', true)],
    keeps: [edit(`${web}.selfService`, true), edit('pools.office.clients.desktop.selfService', false)],
  },
  {
    rule: 'RS080',
    breaks: [edit('services.desk', { description: 'The desk' })],
    keeps: [edit('services.desk', { description: 'The desk' }).concat(edit('operations.getSelf.service', 'desk'))],
  },
]

function scopeNamed(name: string) {
  const operation = { ...shop.operations['getSelf'], path: '/v1/named', access: { kind: 'scope', scope: name } }
  return [
    [['resourceServers', 'desk', 'scopes', name], { description: 'See', risk: 'low', roles: ['clerk'] }],
    [['operations', 'named'], operation],
  ] as const
}
