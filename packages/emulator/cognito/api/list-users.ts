/** `ListUsers` (aws-facts §H). Here an answer is never stale; on AWS the list is eventually consistent. */
import { z } from 'zod'
import type { Operation } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { invalid } from '../errors.ts'
import type { User } from '../state/users.ts'
import { attributeList, callsOn, userView } from './shared.ts'

const Input = {
  AttributesToGet: z.array(z.string()).optional(),
  // Documented (aws-facts §H): at most 60 a page.
  Limit: z.int().min(0).max(60).default(60),
  PaginationToken: z.string().optional(),
  Filter: z.string().max(256).default(''),
}

/** The users of a pool, filtered by one attribute, page by page. */
export const listUsers = (context: CognitoContext): Operation =>
  callsOn(context).pool(Input, (pool, { AttributesToGet, Limit, PaginationToken, Filter }) => {
    const users = context.users.list(pool.id).filter(filterOf(Filter))
    const start = PaginationToken === undefined ? 0 : users.findIndex(({ sub }) => pageToken(sub) === PaginationToken)
    if (start === -1) throw invalid('Invalid pagination token.')
    const size = Limit === 0 ? 60 : Limit
    const next = users[start + size]
    return {
      Users: users.slice(start, start + size).map((user) => ({
        ...userView(user),
        Attributes: attributeList(user.attributes).filter(
          ({ Name }) => AttributesToGet === undefined || AttributesToGet.includes(Name),
        ),
      })),
      ...(next === undefined ? {} : { PaginationToken: pageToken(next.sub) }),
    }
  })

/** Names the first user of the next page. */
const pageToken = (sub: string) => Buffer.from(`from:${sub}`).toString('base64url')

/** Documented (aws-facts §H): one attribute, `=` or `^=`; custom attributes cannot be searched. */
const filterPattern = /^\s*"?([\w:]+)"?\s*(=|\^=)\s*"((?:[^"\\]|\\.)*)"\s*$/

/** AWS's other searchable attributes are not emulated: a filter that we cannot honour must not return everybody. */
const searchable = new Set(['sub', 'email', 'username'])

function filterOf(filter: string): (user: User) => boolean {
  if (filter.trim() === '') return () => true
  const [, name = '', operator, quoted = ''] = filterPattern.exec(filter) ?? []
  if (!searchable.has(name)) throw invalid('Error while parsing filter.')
  const wanted = quoted.replaceAll(/\\(.)/g, '$1')
  const valueOf = ({ sub, attributes }: User) => (name === 'email' ? (attributes['email'] ?? '') : sub)
  return operator === '=' ? (user) => valueOf(user) === wanted : (user) => valueOf(user).startsWith(wanted)
}
