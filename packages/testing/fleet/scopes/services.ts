/**
 * The services and the tables of the system: what each stores and what it may do. Tables, functions, variables and
 * permissions follow from these rows.
 */
import {
  accountServices,
  accountTables,
  idempotencyTables,
  type ServiceSpec,
  type TableSpec,
} from '@scopegate/contract'

export const tables = {
  fleet: { description: 'Stock: one row for each organization and plate', partitionKey: 'org', sortKey: 'plate' },
  deposits: {
    description: 'Deposits and their ledger entries: rows `deposit` and `entry#<sequence>` of an organization',
    partitionKey: 'org',
    sortKey: 'item',
  },
  rentals: { description: 'Rentals: one row for each organization and id', partitionKey: 'org', sortKey: 'id' },
  ...accountTables,
  ...idempotencyTables,
} as const satisfies Record<string, TableSpec>

export const services = {
  fleet: {
    description: 'Stock',
    tables: { fleet: ['GetItem', 'PutItem', 'Query'], idempotency: ['GetItem', 'PutItem'] },
  },
  rental: {
    description: 'Rentals and deposits',
    tables: {
      deposits: ['GetItem', 'PutItem', 'Query', 'UpdateItem'],
      rentals: ['GetItem', 'PutItem', 'Query'],
      // The currency of a deposit is its organization's, and only what is open takes money.
      organizations: ['GetItem', 'ConditionCheckItem'],
      idempotency: ['GetItem', 'PutItem'],
    },
  },
  ...accountServices,
} as const satisfies Record<string, ServiceSpec<keyof typeof tables>>

/** A service's name. */
export type Service = keyof typeof services
