import { expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { refuseQuery } from './query.ts'

type Row = Parameters<typeof refuseQuery>[0]

/** The fields that are refused, by their pointers. */
function refused(row: Row, query: string): readonly string[] {
  try {
    refuseQuery(row, `https://api.example.test/v1/orders${query}`)
    return []
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'input_invalid') throw error
    return (error.options.fields ?? []).map(({ pointer }) => pointer)
  }
}

test.each<[string, Row, string, readonly string[]]>([
  ['an operation without parameters takes none', {}, '?limit=1&org=org_south', ['/limit', '/org']],
  ['a list takes its page', { list: true }, '?limit=1&cursor=x', []],
  ['a list takes nothing else', { list: true }, '?limit=1&org=org_south', ['/org']],
  ['a row names further ones', { list: true, query: ['state'] }, '?limit=1&state=open', []],
  ['a row may name some without being a list', { query: ['state'] }, '?state=open&cursor=x', ['/cursor']],
  ['a name is taken letter by letter', { list: true }, '?Limit=1&limit%20=1', ['/Limit', '/limit ']],
  ['an encoded name is the same name', { list: true }, '?l%69mit=1', []],
  ['a parameter comes once', { list: true }, '?limit=1&l%69mit=2', ['/limit']],
  ['an inherited name is none', { list: true }, '?constructor=1', ['/constructor']],
  ['an empty query is none', {}, '?', []],
  ['no query is none', {}, '', []],
])('%s', (_, row, query, fields) => {
  expect(refused(row, query)).toEqual(fields)
})
