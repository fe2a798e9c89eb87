import { expect, test } from 'vitest'
import { servedInstead, takenFrom } from './shadow.ts'
import { sideOf } from './side.ts'
import { withPaths } from './testing/index.ts'

const instead = (route: string, ...paths: readonly `/${string}`[]) =>
  servedInstead(sideOf(withPaths(...paths)), route)?.row.path

test('a path with a parameter takes what no static path takes, and the most specific one wins', () => {
  expect(instead('GET /v1/books/new', '/v1/books/{id}')).toBe('/v1/books/{id}')
  expect(instead('GET /v1/books/new', '/{version}/{kind}/{id}', '/v1/{kind}/new', '/v1/{kind}/{id}')).toBe(
    '/v1/{kind}/new',
  )
  expect(instead('GET /v1/books/new', '/{version}/{kind}/new', '/v1/books/{id}')).toBe('/v1/books/{id}')
  expect(instead('GET /v1/books/{}/loans', '/v1/{kind}/{id}/loans')).toBe('/v1/{kind}/{id}/loans')
})

test('nothing takes another method, another length or another static segment', () => {
  expect(instead('PUT /v1/books/new', '/v1/books/{id}')).toBeUndefined()
  expect(instead('GET /v1/books/new', '/v1/books/{id}/loans', '/v1/{kind}')).toBeUndefined()
  expect(instead('GET /v1/books/new', '/v2/books/{id}')).toBeUndefined()
})

test('a path of very many segments is looked at one by one', () => {
  const path = '/a/b/c/d/e/f/g/h' as const
  expect(instead(`GET ${path}`, '/a/b/c/d/e/f/g/{last}')).toBe('/a/b/c/d/e/f/g/{last}')
})

const taken = (route: string, ...paths: readonly `/${string}`[]) =>
  takenFrom(sideOf(withPaths(...paths)), route).map(({ row }) => row.path)

test('a new path takes requests from those that have a parameter where it is static', () => {
  expect(taken('GET /v1/books/new', '/v1/books/{id}', '/v1/{kind}/{id}', '/v1/maps/{id}')).toEqual([
    '/v1/books/{id}',
    '/v1/{kind}/{id}',
  ])
})

test('paths that overlap sideways take from each other, the one whose first differing segment is static', () => {
  expect(taken('GET /v1/books/{}', '/v1/{branch}/hours')).toEqual(['/v1/{branch}/hours'])
  expect(taken('GET /v1/{}/hours', '/v1/books/{id}')).toEqual([])
})

test('a path takes nothing from itself, from another length or from another method', () => {
  expect(taken('GET /v1/books/{}', '/v1/books/{id}', '/v1/books/{id}/loans', '/v1/{kind}')).toEqual([])
  expect(taken('PUT /v1/books/new', '/v1/books/{id}')).toEqual([])
})
