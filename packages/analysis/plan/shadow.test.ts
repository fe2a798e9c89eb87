import { expect, test } from 'vitest'
import { servedInstead } from './shadow.ts'
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
