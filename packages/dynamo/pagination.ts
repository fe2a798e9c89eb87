/** Pages over HTTP: `limit` and `cursor` in, `items` and `next_cursor` out, the same for every list. */
import { parseQuery } from '@scopegate/http/input/parse'
import { Problem } from '@scopegate/http/problem'
import * as z from 'zod/mini'
import { decodeCursor, encodeCursor, type List } from './cursor.ts'
import type { Page } from './page.ts'

const largest = 100
const usual = 50

const rule = `Must be a whole number from 1 to ${largest}`

const isLimit = (text: string): boolean => /^[1-9][0-9]{0,2}$/.test(text) && Number(text) <= largest

const Query = z.strictObject({
  limit: z._default(z.pipe(z.string().check(z.refine(isLimit, rule)), z.transform(Number)), usual),
  cursor: z.optional(z.string().check(z.maxLength(1000))),
})

export interface ListOptions<Row> extends List {
  /** The store's query. */
  readonly read: (limit: number, after: string | undefined) => Promise<Page<Row>>
  /** The sort key of a row: where the next page starts. */
  readonly placeOf: (row: Row) => string
}

/** A page as the API shows it; without `next_cursor` it is the last one. */
export interface ListBody<Row> {
  readonly items: readonly Row[]
  readonly next_cursor?: string
}

/**
 * Answers a request for a list.
 *
 * @example
 * listOrders: async (c) => {
 *   const { org } = c.var
 *   const read = orders.forOrg(org).list
 *   return c.json(await listPage(c, { operation: 'listOrders', org, read, placeOf: ({ id }) => id }))
 * }
 * @throws {Problem} `input_invalid` for unknown or repeated parameters and for a cursor that this list never gave out.
 */
export async function listPage<Row>(
  c: Parameters<typeof parseQuery>[0],
  options: ListOptions<Row>,
): Promise<ListBody<Row>> {
  const { operation, org, read, placeOf } = options
  const { limit, cursor } = parseQuery(c, Query)
  const after = cursor === undefined ? undefined : decodeCursor({ operation, org }, cursor)
  if (cursor !== undefined && after === undefined) throw foreignCursor()
  const { items, more } = await read(limit, after)
  const last = items.at(-1)
  return {
    items,
    ...(more && last !== undefined ? { next_cursor: encodeCursor({ operation, org }, placeOf(last)) } : {}),
  }
}

const foreignCursor = () =>
  new Problem('input_invalid', {
    detail: '`cursor` is not one that this list gave out: start again without it',
    fields: [{ pointer: '/cursor', rule: 'Must be the `next_cursor` of the previous page' }],
  })
