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
  inventory: { description: 'Stock: one row for each organization and SKU', partitionKey: 'org', sortKey: 'sku' },
  wallets: {
    description: 'Wallets and their ledger entries: rows `wallet` and `entry#<sequence>` of an organization',
    partitionKey: 'org',
    sortKey: 'item',
  },
  recharges: { description: 'Recharges: one row for each organization and id', partitionKey: 'org', sortKey: 'id' },
  ...accountTables,
  ...idempotencyTables,
} as const satisfies Record<string, TableSpec>

export const services = {
  inventory: {
    description: 'Stock',
    tables: { inventory: ['GetItem', 'PutItem', 'Query'], idempotency: ['GetItem', 'PutItem'] },
  },
  recharge: {
    description: 'Recharges and wallets',
    tables: {
      wallets: ['GetItem', 'PutItem', 'Query', 'UpdateItem'],
      recharges: ['GetItem', 'PutItem', 'Query'],
      // The currency of a wallet is its organization's, and only what is open takes money.
      organizations: ['GetItem', 'ConditionCheckItem'],
      idempotency: ['GetItem', 'PutItem'],
    },
  },
  ...accountServices,
} as const satisfies Record<string, ServiceSpec<keyof typeof tables>>

/** A service's name. */
export type Service = keyof typeof services
