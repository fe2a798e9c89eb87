/** A DynamoDB table of the contract. */
import type { TableSpec } from '@scopegate/contract'
import { AttributeType, BillingMode, CfnTable, Table } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { describe } from '../describe.ts'
import { protectionOf } from '../protection.ts'
import type { System } from '../system.ts'

export interface DurableTableProps {
  readonly system: System
  readonly name: string
  readonly row: TableSpec
}

const text = (name: string) => ({ name, type: AttributeType.STRING })

/**
 * Paid by request, restorable to any second of the last 35 days, protected against deletion, and kept when its stack
 * goes. Encrypted at rest with the key that DynamoDB owns, its default.
 */
export class DurableTable extends Table {
  constructor(scope: Construct, id: string, { system, name, row }: DurableTableProps) {
    super(scope, id, {
      partitionKey: text(row.partitionKey),
      ...(row.sortKey === undefined ? {} : { sortKey: text(row.sortKey) }),
      ...(row.timeToLive === undefined ? {} : { timeToLiveAttribute: row.timeToLive }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      ...protectionOf(system.stage),
    })
    // For whoever reads the template instead of the contract: the local stack tells the system's processes their tables.
    describe(this, CfnTable, { 'scopegate:table': name })
  }
}
