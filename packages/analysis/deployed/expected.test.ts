import { general as contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { expectedSystem } from './expected.ts'

const { pools, apis } = expectedSystem(contract)

test('a pool declares only what its clients may hold', () => {
  expect(Object.keys(pools['partner']?.resourceServers['deposit']?.scopes ?? {})).toEqual(['read:deposit'])
  expect(pools['admin']?.resourceServers['fleet']).toBeUndefined()
})

test('a browser client asks for identity and for the scopes of its pool’s roles, an SDK client for nothing', () => {
  expect(pools['admin']?.clients['admin-portal']?.scopes).toEqual([
    'openid',
    'email',
    'profile',
    'deposit/write:deposit',
    'deposit/write:org',
    'account/read:access',
    'account/read:profile',
  ])
  expect(pools['garage']?.clients['garage-app']?.scopes).toEqual([])
})

test('an API carries the operations that a client of its pool may call, each behind its one scope', () => {
  expect(apis['admin']?.routes).toEqual({
    'PUT /v1/orgs/{org}': { authorization: 'JWT', scopes: ['deposit/write:org'], tokensOf: 'admin' },
    'POST /v1/orgs/{org}/deposit/credits': {
      authorization: 'JWT',
      scopes: ['deposit/write:deposit'],
      tokensOf: 'admin',
    },
    'GET /v1/access': { authorization: 'JWT', scopes: ['account/read:access'], tokensOf: 'admin' },
    'GET /v1/me': { authorization: 'JWT', scopes: ['account/read:profile'], tokensOf: 'admin' },
  })
})

test('only an API of browsers answers preflights', () => {
  expect([apis['partner']?.cors, apis['admin']?.cors?.origins]).toEqual([undefined, ['http://localhost:8791']])
})
