/** The books of organizations in DynamoDB. Everything takes an `OrgId`, which comes from a verified caller alone. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Page, queryPage } from '@scopegate/dynamo'
import type { OrgId } from '@scopegate/http'
import { attempt } from '@scopegate/http/outbound/attempt'
import { startDeadline } from '@scopegate/http/outbound/deadline'

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

export function openBooks(client: DynamoDBDocumentClient, table: string): Books {
  return {
    list: async (org, limit, after) => {
      const page = await queryPage<Book>(client, { table, org, sortKey: 'id', newestFirst: false, limit, after })
      return { ...page, items: page.items.map(({ id, title }) => ({ id, title })) }
    },
    get: async (org, id) => {
      const read = new GetCommand({ TableName: table, Key: { org, id }, ConsistentRead: true })
      const { Item } = await attempt(startDeadline(), (abortSignal) => client.send(read, { abortSignal }))
      return Item === undefined ? undefined : { id, title: String(Item['title']) }
    },
    put: async (org, book) => {
      const write = new PutCommand({ TableName: table, Item: { org, ...book } })
      await attempt(startDeadline(), (abortSignal) => client.send(write, { abortSignal }))
      return book
    },
  }
}
