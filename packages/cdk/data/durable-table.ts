/**
 * A DynamoDB table that holds data somebody would miss.
 *
 * @module
 */
import { RemovalPolicy } from 'aws-cdk-lib'
import { BillingMode, Table, type TableProps } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'

/** What differs from table to table. */
export type DurableTableProps = Pick<TableProps, 'partitionKey' | 'sortKey' | 'timeToLiveAttribute'>

/**
 * Paid by request, restorable to any second of the last 35 days, protected against deletion, and kept when its stack
 * goes. Encrypted at rest with the key that DynamoDB owns, its default.
 */
export class DurableTable extends Table {
  constructor(scope: Construct, id: string, props: DurableTableProps) {
    super(scope, id, {
      ...props,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }
}
