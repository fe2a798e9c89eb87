import { contract } from '@scopegate/scopes/contract'
import { expect, test } from 'vitest'
import { expectedSystem } from './expected.ts'

const { pools, apis } = expectedSystem(contract)

test('a pool declares only what its clients may hold', () => {
  expect(Object.keys(pools['partner']?.resourceServers['wallet']?.scopes ?? {})).toEqual(['read:wallet'])
  expect(pools['admin']?.resourceServers['inventory']).toBeUndefined()
})

test('a browser client asks for identity and for the scopes of its pool’s roles, an SDK client for nothing', () => {
  expect(pools['admin']?.clients['admin-portal']?.scopes).toEqual([
    'openid',
    'email',
    'profile',
    'wallet/write:wallet',
    'wallet/write:org',
    'account/read:access',
    'account/read:profile',
  ])
  expect(pools['merchant']?.clients['merchant-app']?.scopes).toEqual([])
})

test('an API carries the operations that a client of its pool may call, each behind its one scope', () => {
  expect(apis['admin']?.routes).toEqual({
    'PUT /v1/orgs/{org}': { authorization: 'JWT', scopes: ['wallet/write:org'], tokensOf: 'admin' },
    'POST /v1/orgs/{org}/wallet/credits': { authorization: 'JWT', scopes: ['wallet/write:wallet'], tokensOf: 'admin' },
    'GET /v1/access': { authorization: 'JWT', scopes: ['account/read:access'], tokensOf: 'admin' },
    'GET /v1/me': { authorization: 'JWT', scopes: ['account/read:profile'], tokensOf: 'admin' },
  })
})

test('only an API of browsers answers preflights', () => {
  expect([apis['partner']?.cors, apis['admin']?.cors?.origins]).toEqual([
    undefined,
    ['https://admin.scopegate.example', 'http://localhost:8791'],
  ])
})
