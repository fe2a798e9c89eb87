/**
 * The services and the tables: what each stores and what it may do. Tables, functions, variables and permissions follow.
 */
import { type Allowance, accountServices, accountTables, type ServiceSpec, type TableSpec } from '@scopegate/contract'

export const tables = {
  ...accountTables,
  books: { description: 'One row for each organization and book', partitionKey: 'org', sortKey: 'id' },
} as const satisfies Record<string, TableSpec>

export const services = {
  ...accountServices,
  books: { description: 'Books', tables: { books: ['GetItem', 'PutItem', 'Query'] } },
} as const satisfies Record<string, ServiceSpec<keyof typeof tables>>

/** What this system has beside what the product makes: a queue that the service `books` may write to. */
export const allowed: readonly Allowance[] = [
  {
    kind: 'resource',
    type: 'AWS::SQS::Queue',
    path: 'Library/Reminders',
    reason: 'Reminders to readers, sent by a worker of another team',
  },
  { kind: 'variable', service: 'books', name: 'REMINDERS_QUEUE', reason: 'The address of the queue of reminders' },
  {
    kind: 'permission',
    service: 'books',
    action: 'sqs:SendMessage',
    on: 'Library/Reminders',
    reason: 'Lending a book asks for a reminder',
  },
]
