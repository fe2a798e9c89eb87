/** Every combination of `If-Match` and `If-None-Match` on a `PUT`, with and without an item there (RFC 9110 §13). */

import { describe, expect, test } from 'vitest'
import { user } from '../support/principals.ts'
import { codeOf } from './support/merchant.ts'
import { freshOrg, useWorld } from './support/world.ts'

const world = useWorld()

/** An organization's item: as it stands, a tag that it had before, and what a `PUT` would make of it. */
async function shelf() {
  const owner = (await world.process()).as(user({ role: 'owner', org: freshOrg() }))
  const put = (name: string, headers: Record<string, string> = {}) =>
    owner.put('/v1/inventory/tea', { json: { name, quantity: 1 }, headers })
  const read = async () => (await owner.get('/v1/inventory/tea')).text()
  const stale = (await put('first')).headers.get('etag') ?? ''
  const current = (await put('second', { 'if-match': stale })).headers.get('etag') ?? ''
  return { owner, put, read, stale, current }
}

type Tags = (tags: { readonly current: string; readonly stale: string }) => string

const matching: readonly {
  readonly what: string
  readonly ifMatch: Tags | undefined
  readonly there: string
  readonly absent: string
}[] = [
  { what: 'none', ifMatch: undefined, there: '428 precondition_required', absent: '201' },
  { what: 'the current tag', ifMatch: ({ current }) => current, there: '200', absent: '412 precondition_failed' },
  {
    what: 'a stale tag',
    ifMatch: ({ stale }) => stale,
    there: '412 precondition_failed',
    absent: '412 precondition_failed',
  },
  { what: 'any', ifMatch: () => '*', there: '200', absent: '412 precondition_failed' },
  {
    what: 'the current tag, weak',
    ifMatch: ({ current }) => `W/${current}`,
    there: '412 precondition_failed',
    absent: '412 precondition_failed',
  },
  {
    what: 'a list with the current tag',
    ifMatch: ({ current, stale }) => `${stale}, ${current}`,
    there: '200',
    absent: '412 precondition_failed',
  },
  {
    what: 'a list of others',
    ifMatch: ({ stale }) => `${stale}, "x"`,
    there: '412 precondition_failed',
    absent: '412 precondition_failed',
  },
  {
    what: 'a list with the current tag weak',
    ifMatch: ({ current }) => `"x", W/${current}`,
    there: '412 precondition_failed',
    absent: '412 precondition_failed',
  },
  {
    what: 'a list with a weak tag and the current one',
    ifMatch: ({ current }) => `W/"x",${current}`,
    there: '200',
    absent: '412 precondition_failed',
  },
  {
    what: 'the current tag unquoted',
    ifMatch: ({ current }) => current.slice(1, -1),
    there: '400 header_invalid',
    absent: '400 header_invalid',
  },
  {
    what: 'any among tags',
    ifMatch: ({ current }) => `*, ${current}`,
    there: '400 header_invalid',
    absent: '400 header_invalid',
  },
  { what: 'nothing', ifMatch: () => '', there: '400 header_invalid', absent: '400 header_invalid' },
]

const said = async (answer: Response) => (answer.status < 400 ? `${answer.status}` : codeOf(answer))

describe.each(matching)('putInventoryItem with If-Match: $what', ({ ifMatch, there, absent }) => {
  test(`is ${there} when the item is there, and ${absent} when it is not`, async () => {
    const { owner, put, read, ...tags } = await shelf()
    const headers: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch(tags) }
    const before = await read()
    expect(await said(await put('third', headers))).toBe(there)
    expect((await read()) === before).toBe(there !== '200')
    const other = await owner.put('/v1/inventory/coffee', { json: { name: 'Coffee', quantity: 1 }, headers })
    expect(await said(other)).toBe(absent)
    expect((await owner.get('/v1/inventory/coffee')).status).toBe(absent === '201' ? 200 : 404)
  })
})

const stated = matching.flatMap(({ what, ifMatch }) => (ifMatch === undefined ? [] : [{ what, ifMatch }]))

test.each(stated)(
  'If-Match: $what is 400 together with any If-None-Match, and changes nothing',
  async ({ ifMatch }) => {
    const { put, read, ...tags } = await shelf()
    const before = await read()
    for (const ifNoneMatch of ['*', tags.current, tags.stale, 'W/"x"', '']) {
      const headers = { 'if-match': ifMatch(tags), 'if-none-match': ifNoneMatch }
      expect(await said(await put('third', headers))).toBe('400 header_invalid')
    }
    expect(await read()).toBe(before)
  },
)

test.each([
  { ifNoneMatch: '*', there: '412 precondition_failed', absent: '201' },
  { ifNoneMatch: ' * ', there: '412 precondition_failed', absent: '201' },
  { ifNoneMatch: '"x"', there: '400 header_invalid', absent: '400 header_invalid' },
  { ifNoneMatch: 'W/"x"', there: '400 header_invalid', absent: '400 header_invalid' },
  { ifNoneMatch: '*, "x"', there: '400 header_invalid', absent: '400 header_invalid' },
  { ifNoneMatch: '', there: '400 header_invalid', absent: '400 header_invalid' },
])(
  'putInventoryItem with If-None-Match: $ifNoneMatch is $there when the item is there, and $absent when it is not',
  async (row) => {
    const { owner, put } = await shelf()
    const headers = { 'if-none-match': row.ifNoneMatch }
    expect(await said(await put('third', headers))).toBe(row.there)
    const other = await owner.put('/v1/inventory/coffee', { json: { name: 'Coffee', quantity: 1 }, headers })
    expect(await said(other)).toBe(row.absent)
  },
)
