/**
 * The tables, in a stack of their own: they outlive every pool, API and function, and a mistake in those must not
 * be able to touch them.
 */
import { pascalCase } from '@scopegate/contract'
import { Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { DurableTable } from './data/durable-table.ts'
import { type System, stackPropsOf } from './system.ts'

export class DataStack extends Stack {
  /** By their names in the contract. */
  readonly tables: ReadonlyMap<string, Table>

  constructor(scope: Construct, system: System) {
    super(scope, system.names.dataStack, stackPropsOf(system, 'what the services remember'))
    this.tables = new Map(
      Object.entries(system.contract.tables).map(([name, row]) => [
        name,
        new DurableTable(this, pascalCase(name), { system, name, row }),
      ]),
    )
  }
}
