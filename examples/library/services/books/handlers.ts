/**
 * The handlers: each reads its input, asks the organization's store, and answers. The guard stands before them: there is a
 * caller, who holds the scope, and an organization.
 */
import { listPage } from '@scopegate/dynamo'
import { type HandlersOf, Problem, parseBody, parsePath } from '@scopegate/http'
import * as z from 'zod/mini'
import type { contract } from '../../scopes/contract.ts'
import type { Remind } from './reminders.ts'
import type { Books } from './store.ts'

const Place = z.object({ id: z.string().check(z.regex(/^[a-z0-9-]{1,64}$/)) })
const Terms = z.strictObject({ title: z.string().check(z.minLength(1), z.maxLength(200)) })

const Loan = z.strictObject({ reader: z.string().check(z.minLength(1), z.maxLength(100)), due: z.iso.date() })

export const bookHandlers = (books: Books, remind: Remind): HandlersOf<typeof contract, 'books'> => ({
  listBooks: async (c) => {
    const { org } = c.var
    const read = (limit: number, after: string | undefined) => books.list(org, limit, after)
    return c.json(await listPage(c, { operation: 'listBooks', org, read, placeOf: ({ id }) => id }))
  },

  putBook: async (c) => {
    const { id } = parsePath(c, Place)
    const { title } = await parseBody(c, Terms)
    return c.json(await books.put(c.var.org, { id, title }))
  },

  lendBook: async (c) => {
    const { id } = parsePath(c, Place)
    const loan = await parseBody(c, Loan)
    const book = await books.get(c.var.org, id)
    if (book === undefined) throw new Problem('not_found', { detail: 'There is no such book: check the id' })
    await remind({ org: c.var.org, book: id, ...loan })
    return c.json({ ...loan, book }, 201)
  },
})
