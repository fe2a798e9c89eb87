/**
 * The shape of the rows of tables and services: what a service stores, what it may do, and what it is told. The tables,
 * the functions' variables and their permissions are derived from these rows.
 */

/** A DynamoDB table. All keys are strings. */
export interface TableSpec {
  /** What a row of it is. */
  readonly description: string
  readonly partitionKey: string
  readonly sortKey?: string
  /** The attribute, in seconds since the epoch, after which DynamoDB deletes a row. */
  readonly timeToLive?: string
}

/** What a service may do with a table; a transaction needs the permission of each of its parts. */
export type TableAction = (typeof tableActions)[number]
export const tableActions = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'ConditionCheckItem',
] as const

/** What a service may do with the user pools: look a person up by `sub`. */
export type UserPoolAction = 'AdminGetUser' | 'ListUsers'

/** One service: one Lambda function, and a part of the one process that serves all of them. */
export interface ServiceSpec<Table extends string = string> {
  readonly description: string
  /** The tables it uses and what it may do with each. Its environment names them: `ORDERS_TABLE` for `orders`. */
  readonly tables?: Readonly<Partial<Record<Table, readonly TableAction[]>>>
  /** What it may do with the user pools whose people may call one of its operations for people. */
  readonly userPools?: readonly UserPoolAction[]
  /** In seconds; 10 unless given. At most 29: the HTTP API gives up after 30. */
  readonly timeoutSeconds?: number
  /** In MiB; 512 unless given. */
  readonly memoryMiB?: number
}

/**
 * What `scopes check` lets pass although the product did not make it, each by its exact name and with the reason that a
 * reviewer reads.
 */
export type Allowance =
  | {
      readonly kind: 'resource'
      /** The resource's CloudFormation type, such as `AWS::SQS::Queue`. */
      readonly type: string
      /** Its path in the construct tree, such as `Library/Reminders`. */
      readonly path: string
      readonly reason: string
    }
  | {
      readonly kind: 'property'
      /** The resource's path in the construct tree, such as `Library/readers/Pool`. */
      readonly path: string
      /** The property's name, with those that it stands in: `DcrConfiguration.EnableStatus`. */
      readonly name: string
      readonly reason: string
    }
  | {
      readonly kind: 'variable'
      readonly service: string
      /** The environment variable's name. */
      readonly name: string
      readonly reason: string
    }
  | {
      readonly kind: 'permission'
      readonly service: string
      /** The IAM action, such as `sqs:SendMessage`. Exact: no wildcard. */
      readonly action: string
      /** The construct path of the resource it is for; `*` where the action knows no resources. */
      readonly on: string
      readonly reason: string
    }

/** The environment variable that holds the table's name: `ORDER_LINES_TABLE` for `order-lines` and `orderLines`. */
export const tableVariable = (table: string): string =>
  `${table
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase()}_TABLE`
