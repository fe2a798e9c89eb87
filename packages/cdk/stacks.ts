/** A system's two stacks at one stage. */
import { type Contract, type Stage, stagedContract } from '@scopegate/contract'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import type { PoolApi } from './api/pool-api.ts'
import { DataStack } from './data-stack.ts'
import type { NodeFunction } from './functions/node-function.ts'
import type { PoolIdentity } from './identity/pool-identity.ts'
import { refuseFaults } from './refuse-faults.ts'
import { ScopegateStack } from './scopegate-stack.ts'
import { systemOf } from './system.ts'

export interface ScopegateStacksProps<C extends Contract = Contract> {
  readonly contract: C
  readonly stage: Stage
  /** The system's folder: `services/` and `triggers/` are in it. */
  readonly root: string
}

type ByName<Rows, Made> = Readonly<Record<keyof Rows & string, Made>>

/**
 * Makes both stacks. What a team adds of its own goes into `main` and refers to the functions, tables, APIs and pools by
 * their names in the contract.
 *
 * @example
 * const { main, functions } = new ScopegateStacks(app, { contract, stage: stages.local, root })
 * const reminders = new Queue(main, 'Reminders')
 * functions.orders.addEnvironment('REMINDERS_QUEUE', reminders.queueUrl)
 * reminders.grantSendMessages(functions.orders)
 */
export class ScopegateStacks<C extends Contract = Contract> {
  /** Pools, functions and APIs. */
  readonly main: ScopegateStack
  /** Tables. */
  readonly data: DataStack
  readonly functions: ByName<C['services'], NodeFunction>
  readonly tables: ByName<C['tables'], Table>
  readonly apis: ByName<C['pools'], PoolApi>
  readonly pools: ByName<C['pools'], PoolIdentity>

  /** @throws Error that says which rule of the contract or of a quota is broken, a line for each. */
  constructor(scope: Construct, { contract, stage, root }: ScopegateStacksProps<C>) {
    const staged = stagedContract(contract, stage)
    // Before anything is computed from it: the index would fail on some faults, in words about JavaScript.
    refuseFaults(staged, stage)
    const system = systemOf(staged, stage, root)
    this.data = new DataStack(scope, system)
    this.main = new ScopegateStack(scope, { system, tables: this.data.tables })
    // The casts are safe: each map was made from the rows of the contract's own table.
    this.tables = Object.fromEntries(this.data.tables) as ByName<C['tables'], Table>
    this.functions = Object.fromEntries(this.main.functions) as ByName<C['services'], NodeFunction>
    this.apis = Object.fromEntries(this.main.apis) as ByName<C['pools'], PoolApi>
    this.pools = Object.fromEntries(this.main.identities) as ByName<C['pools'], PoolIdentity>
  }
}
