import { expect, test } from 'vitest'
import { takenFrom } from './overlap.ts'
import { sideOf } from './side.ts'
import { withPaths } from './testing/index.ts'

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
