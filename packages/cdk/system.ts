/** What the constructs are made from: a contract as one stage deploys it, and where the system's code is. */

import {
  type Contract,
  type ContractIndex,
  indexOf,
  pascalCase,
  type Stage,
  type StageNames,
  stageNames,
} from '@scopegate/contract'
import type { StackProps } from 'aws-cdk-lib'
import type { UserPool } from 'aws-cdk-lib/aws-cognito'

export interface System {
  readonly contract: Contract
  readonly index: ContractIndex
  readonly stage: Stage
  readonly names: StageNames
  /** The system's folder, without a slash at the end: `services/` and `triggers/` are in it. */
  readonly root: string
}

/** What each part of a pool is made from. */
export interface PoolPart {
  readonly system: System
  readonly pool: string
  readonly userPool: UserPool
}

/** The system of a contract that is the stage's already. */
export const systemOf = (contract: Contract, stage: Stage, root: string): System => ({
  contract,
  index: indexOf(contract),
  stage,
  names: stageNames(contract, stage),
  root,
})

/** What both stacks have in common. */
export const stackPropsOf = (
  { contract, stage: { account, region, unprotected } }: System,
  holds: string,
): StackProps => ({
  description: `${pascalCase(contract.name)}: ${holds}`,
  terminationProtection: unprotected === undefined,
  // Named, CDK refuses to deploy with credentials of another account.
  ...(account === undefined || region === undefined ? {} : { env: { account, region } }),
})
