/**
 * One function for each service of the contract. Each serves the APIs of all pools, and may do only what its row says.
 */
import { type ServiceSpec, tableVariable } from '@scopegate/contract'
import { Duration } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import type { PoolIdentity } from '../identity/pool-identity.ts'
import type { System } from '../system.ts'
import { serviceEntry } from './entries.ts'
import { NodeFunction } from './node-function.ts'
import { poolsVariable } from './pools-variable.ts'

export interface ServicesProps {
  readonly system: System
  readonly identities: readonly PoolIdentity[]
  readonly tables: ReadonlyMap<string, Table>
}

export function makeServices(scope: Construct, props: ServicesProps): ReadonlyMap<string, NodeFunction> {
  const pools = poolsVariable(props.identities)
  return new Map(
    Object.entries(props.system.contract.services).map(([name, row]) => [
      name,
      new ServiceFunction(scope, name, { ...props, pools, row }),
    ]),
  )
}

interface ServiceFunctionProps extends ServicesProps {
  readonly pools: string
  readonly row: ServiceSpec
}

class ServiceFunction extends NodeFunction {
  /** @throws Error of one line for a service whose code, tables or place in the stack are missing or taken. */
  constructor(scope: Construct, name: string, { system, identities, tables, pools, row }: ServiceFunctionProps) {
    const used = Object.entries(row.tables ?? {}).map(([table, actions = []]) => {
      const made = tables.get(table)
      if (made === undefined)
        throw new Error(`The service \`${name}\` uses the table \`${table}\`, which the contract does not have`)
      return { variable: tableVariable(table), table: made, actions }
    })
    if (scope.node.tryFindChild(name) !== undefined) {
      throw new Error(`A service and a pool of the contract have the name \`${name}\`. Rename one of them`)
    }
    super(scope, name, {
      system,
      description: row.description,
      entry: serviceEntry(system.root, name),
      environment: {
        POOLS: pools,
        ...Object.fromEntries(used.map(({ variable, table }) => [variable, table.tableName])),
      },
      // Below the 30 seconds after which the HTTP API answers for us, without our problem document.
      timeout: Duration.seconds(row.timeoutSeconds ?? 10),
      memorySize: row.memoryMiB ?? 512,
    })
    // A transaction needs the permission of each of its parts and none of its own.
    for (const { table, actions } of used) table.grant(this, ...actions.map((action) => `dynamodb:${action}`))
    const actions = (row.userPools ?? []).map((action) => `cognito-idp:${action}`)
    if (actions.length === 0) return
    // Only the pools whose people may call an operation for people: a pool of machines has no one to look up.
    for (const { pool, userPool } of identities) {
      const forPeople = system.index
        .operationsOf(pool)
        .some(({ operation }) => operation.service === name && operation.callers === 'people')
      if (forPeople) userPool.grant(this, ...actions)
    }
  }
}
