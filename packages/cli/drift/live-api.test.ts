/** What API Gateway may say that the local stack never does. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CannedAws, startCannedAws } from '../testing/canned-aws.ts'
import { liveApi } from './live-api.ts'
import { strangersIn } from './strangers.ts'

const answers: Readonly<Record<string, object>> = {
  '/v2/apis/api1': { apiId: 'api1', corsConfiguration: { allowHeaders: ['Authorization'], allowOrigins: ['*'] } },
  '/v2/apis/api1/routes': { items: [{ routeId: 'r1', routeKey: 'GET /a' }], nextToken: 'more' },
  '/v2/apis/api1/routes?nextToken=more': {
    items: [
      { routeId: 'r2', routeKey: 'GET /b', authorizationType: 'CUSTOM', authorizerId: 'fn1' },
      { routeId: 'r3', routeKey: 'GET /c', authorizationType: 'JWT', authorizerId: 'gone' },
      {
        routeId: 'r4',
        routeKey: 'GET /d',
        authorizationType: 'JWT',
        authorizerId: 'jwt1',
        authorizationScopes: ['a/b'],
        target: 'integrations/call1',
      },
    ],
  },
  '/v2/apis/api1/authorizers': {
    items: [
      { authorizerId: 'fn1', authorizerType: 'REQUEST' },
      {
        authorizerId: 'jwt1',
        authorizerType: 'JWT',
        jwtConfiguration: { issuer: 'https://ours', audience: ['1web', 'x'] },
      },
      // An issuer that merely ends as ours does.
      {
        authorizerId: 'jwt2',
        authorizerType: 'JWT',
        jwtConfiguration: { issuer: 'https://evil.example/https://ours' },
      },
    ],
  },
}

let aws: CannedAws
beforeAll(async () => {
  aws = await startCannedAws(answers)
})
afterAll(() => aws.stop())

const names = {
  poolOf: (issuer: string) => (issuer === 'https://ours' ? 'shop' : undefined),
  clients: new Map([['1web', 'web']]),
}

test('an API is read over all pages, with what it leaves out', async () => {
  const live = await liveApi(aws.session, 'api1', names)
  expect(live?.api).toEqual({
    routes: {
      'GET /a': { authorization: 'NONE', scopes: [], tokensOf: undefined },
      'GET /b': { authorization: 'CUSTOM', scopes: [], tokensOf: 'unknown' },
      'GET /c': { authorization: 'JWT', scopes: [], tokensOf: undefined },
      'GET /d': { authorization: 'JWT', scopes: ['a/b'], tokensOf: 'shop' },
    },
    audience: ['web', 'x'],
    cors: { origins: ['*'], methods: [], headers: ['authorization'], credentials: false },
  })
  expect([...(live?.routeIds ?? [])]).toContainEqual(['GET /d', 'r4'])
  expect([...(live?.routeTargets ?? [])]).toEqual([['GET /d', 'integrations/call1']])
})

test('an authorizer that CloudFormation does not know is a stranger, of whatever kind', async () => {
  const live = await liveApi(aws.session, 'api1', names)
  if (live === undefined) throw new Error('The API is there')
  const owned = {
    pools: new Map(),
    clients: new Map(),
    apis: new Map(),
    routes: new Map(),
    authorizers: new Set(['jwt1']),
    triggers: new Map(),
  }
  const system = { pools: {}, apis: {} }
  const strangers = strangersIn(
    { system, apis: new Map([['shop', live]]), triggerFunctions: new Map(), settings: new Map(), facts: [] },
    owned,
  )
  expect(strangers.map(({ kind, direction, found }) => [kind, direction, found])).toEqual([
    ['authorizer_extra', 'opens', 'with `fn1`, which decides by a function'],
    ['authorizer_extra', 'opens', 'with `jwt2`, which takes tokens of an issuer that is no pool of ours'],
  ])
})

test('an API that is gone is absent', async () => {
  expect(await liveApi(aws.session, 'api2', names)).toBeUndefined()
})
