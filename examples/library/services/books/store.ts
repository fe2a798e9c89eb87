/** The books of organizations in DynamoDB. Everything takes an `OrgId`, which comes from a verified caller alone. */
import { type Documents, type Page, queryPage } from '@scopegate/dynamo'
import type { OrgId } from '@scopegate/http'

export interface Book {
  readonly id: string
  readonly title: string
}

/** Each method throws `dependency_unavailable` when the database is out. */
export interface Books {
  readonly list: (org: OrgId, limit: number, after: string | undefined) => Promise<Page<Book>>
  readonly get: (org: OrgId, id: string) => Promise<Book | undefined>
  readonly put: (org: OrgId, book: Book) => Promise<Book>
}

export function openBooks(client: Documents, table: string): Books {
  return {
    list: async (org, limit, after) => {
      const page = await queryPage<Book>(client, { table, org, sortKey: 'id', newestFirst: false, limit, after })
      return { ...page, items: page.items.map(({ id, title }) => ({ id, title })) }
    },
    get: async (org, id) => {
      const { Item } = await client.get({ TableName: table, Key: { org, id }, ConsistentRead: true })
      return Item === undefined ? undefined : { id, title: String(Item['title']) }
    },
    put: async (org, book) => {
      await client.put({ TableName: table, Item: { org, ...book } })
      return book
    },
  }
}
