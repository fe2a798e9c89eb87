import { expect, test } from 'vitest'
import type { ResolvedRoute } from '../template/index.ts'
import { targetOf } from './request.ts'
import { compileRoutes } from './routes.ts'

const route = (key: string): ResolvedRoute => {
  const [method = '', path = ''] = key === '$default' ? ['ANY', '$default'] : key.split(' ')
  return {
    id: key,
    integration: 'integ01',
    key,
    method,
    path,
    scopes: [],
    authorizer: undefined,
    functionLogicalId: 'Fn',
  }
}

function selected(keys: readonly string[], request: string): string | undefined {
  const [method = '', url = ''] = request.split(' ')
  const segments = targetOf(url)?.segments
  if (segments === undefined) return 'undecodable'
  const found = compileRoutes(keys.map(route))(method, segments)
  if (found === undefined) return undefined
  const parameters = Object.entries(found.pathParameters).map(([name, value]) => `${name}=${value}`)
  return [found.route.key, ...parameters].join(' ')
}

const exact = ['GET /a', 'GET /a/{x}', 'GET /a/b', 'POST /a/b', 'GET /a/{x}/c', 'PUT /{p}/b']

test.each<[string, readonly string[], string | undefined]>([
  ['GET /a', exact, 'GET /a'],
  ['GET /a?x=1', exact, 'GET /a'],
  ['GET /a/', exact, undefined],
  ['GET /A', exact, undefined],
  ['HEAD /a', exact, undefined],
  ['POST /a', exact, undefined],
  ['GET /a/b', exact, 'GET /a/b'],
  ['GET /a/z', exact, 'GET /a/{x} x=z'],
  ['POST /a/z', exact, undefined],
  ['GET /a/z/c', exact, 'GET /a/{x}/c x=z'],
  ['GET /a/z/d', exact, undefined],
  ['GET /a//c', exact, undefined],
  ['PUT /a/b', exact, 'PUT /{p}/b p=a'],
  ['GET /%61', exact, 'GET /a'],
  ['GET /a/%2525', exact, 'GET /a/{x} x=%25'],
  ['GET /a/b%2Fc', exact, 'GET /a/{x} x=b/c'],
  ['GET /a/..', exact, 'GET /a/{x} x=..'],
  ['GET /a/%zz', exact, 'undecodable'],
  ['GET /', exact, undefined],
  ['GET /', ['GET /'], 'GET /'],
  ['GET /a', ['ANY /a', 'GET /a'], 'GET /a'],
  ['POST /a', ['ANY /a', 'GET /a'], 'ANY /a'],
  ['GET /a/b', ['GET /a/{x}', 'POST /a/b'], 'GET /a/{x} x=b'],
  ['GET /a/b', ['ANY /{rest+}', 'GET /a/{x}'], 'GET /a/{x} x=b'],
  ['GET /a/b/c', ['ANY /{rest+}', 'ANY /a/{rest+}'], 'ANY /a/{rest+} rest=b/c'],
  ['GET /a/', ['GET /a', 'ANY /{rest+}'], 'ANY /{rest+} rest=a/'],
  ['GET /x', ['$default', 'GET /a'], '$default'],
  ['GET /x', ['$default', 'ANY /{rest+}'], 'ANY /{rest+} rest=x'],
])('%s among %j selects %s', (request, keys, expected) => {
  expect(selected(keys, request)).toBe(expected)
  expect(selected(keys.toReversed(), request)).toBe(expected)
})

test.each([
  ['/a%20b?c=%20d?e', { rawPath: '/a b', rawQueryString: 'c=%20d?e', segments: ['a b'] }],
  ['/a%2520b', { rawPath: '/a%20b', rawQueryString: '', segments: ['a%20b'] }],
  ['/a/../b', { rawPath: '/a/../b', rawQueryString: '', segments: ['a', '..', 'b'] }],
  ['http://other.example/a', { rawPath: '/a', rawQueryString: '', segments: ['a'] }],
  ['*', undefined],
])('the target %s is decoded once, and its query not at all', (url, expected) => {
  expect(targetOf(url)).toEqual(expected)
})
