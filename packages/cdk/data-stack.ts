/**
 * The tables, in a stack of their own: they outlive every pool, API and function, and a mistake in those must not
 * be able to touch them.
 *
 * @module
 */
import { Stack } from 'aws-cdk-lib'
import { AttributeType, type Table } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { DurableTable } from './data/durable-table.ts'

/** The tables by what they hold. */
export interface Tables {
  /** Stock: one row for each org and sku. */
  readonly inventory: Table
  /** Wallets and their ledger entries: rows `wallet` and `entry#<sequence>` of an org. */
  readonly wallets: Table
  /** Recharges: one row for each org and id. */
  readonly recharges: Table
  /** Answers already given, by idempotency key; DynamoDB deletes a row some time after `expires_at` (epoch seconds). */
  readonly idempotency: Table
}

export class DataStack extends Stack {
  readonly tables: Tables

  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Scopegate: what the services remember',
      terminationProtection: true,
    })
    const org = { name: 'org', type: AttributeType.STRING }
    const string = (name: string) => ({ name, type: AttributeType.STRING })
    this.tables = {
      inventory: new DurableTable(this, 'Inventory', { partitionKey: org, sortKey: string('sku') }),
      wallets: new DurableTable(this, 'Wallets', { partitionKey: org, sortKey: string('item') }),
      recharges: new DurableTable(this, 'Recharges', { partitionKey: org, sortKey: string('id') }),
      idempotency: new DurableTable(this, 'Idempotency', {
        partitionKey: string('key'),
        timeToLiveAttribute: 'expires_at',
      }),
    }
  }
}
