/** Cases of the rules over rows. `validate.test.ts` has many more. */

import { shop } from '../../testing/shop.ts'
import { edit, type RuleCase } from './case.ts'

const web = 'pools.shop.clients.web'
const van = 'pools.shop.clients.van'
const stock = 'operations.getStock'

const machine = { ...shop.pools['shop']?.clients['van'], scopes: [] }

const ofKind = (kind: string, address: string) => [
  ...edit(`${web}.kind`, kind),
  ...edit(`${web}.redirectUris`, [address]),
]

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
      ofKind('native', 'shop:/callback'),
      ofKind('native', 'http://shop.example/callback'),
      ...['browser', 'web'].map((kind) => ofKind(kind, 'com.example.shop:/callback')),
    ],
    keeps: [
      edit(`${web}.redirectUris`, ['http://localhost/callback?from=shop']),
      edit(`${web}.redirectUris`, ['http://127.0.0.1:8790/callback', 'http://[::1]:8790/callback']),
      edit(`${web}.redirectUris`, ['https://shop.example']),
      ...['com.example.shop:/callback', 'http://127.0.0.1:8790/callback'].map((address) => ofKind('native', address)),
      ofKind('web', 'https://shop.example/callback'),
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
]
