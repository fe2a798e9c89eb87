/**
 * One function for each service of the contract. Each serves the APIs of all pools, and may do only what its handlers do.
 *
 * @module
 */
import { operationsOf } from '@scopegate/scopes/exposure'
import type { Service } from '@scopegate/scopes/operations'
import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Tables } from '../data-stack.ts'
import type { PoolIdentity } from '../identity/pool-identity.ts'
import { NodeFunction } from './node-function.ts'
import { poolsVariable } from './pools-variable.ts'

export interface ServicesProps {
  readonly identities: readonly PoolIdentity[]
  readonly tables: Tables
}

/** The services' functions, by service: an operation of a service that nobody wrote has nowhere to go, and does not compile. */
export function makeServices(scope: Construct, props: ServicesProps): Readonly<Record<Service, NodeFunction>> {
  const POOLS = poolsVariable(props.identities)
  return {
    inventory: inventory(scope, POOLS, props),
    recharge: recharge(scope, POOLS, props),
    account: account(scope, POOLS, props),
  }
}

function inventory(scope: Construct, POOLS: string, { tables }: ServicesProps): NodeFunction {
  const made = service(scope, 'inventory', 'Stock', {
    POOLS,
    INVENTORY_TABLE: tables.inventory.tableName,
    IDEMPOTENCY_TABLE: tables.idempotency.tableName,
  })
  // A transaction needs the permission of each of its parts and none of its own.
  tables.inventory.grant(made, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query')
  tables.idempotency.grant(made, 'dynamodb:GetItem', 'dynamodb:PutItem')
  return made
}

function recharge(scope: Construct, POOLS: string, { tables }: ServicesProps): NodeFunction {
  const made = service(scope, 'recharge', 'Recharges and wallets', {
    POOLS,
    WALLETS_TABLE: tables.wallets.tableName,
    RECHARGES_TABLE: tables.recharges.tableName,
    IDEMPOTENCY_TABLE: tables.idempotency.tableName,
  })
  tables.wallets.grant(made, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem')
  tables.recharges.grant(made, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query')
  tables.idempotency.grant(made, 'dynamodb:GetItem', 'dynamodb:PutItem')
  return made
}

function account(scope: Construct, POOLS: string, { identities }: ServicesProps): NodeFunction {
  const made = service(scope, 'account', 'What a token may do, and whose it is', { POOLS })
  // Only the pools whose people may ask for their profile: a pool of machines has nobody to look up.
  for (const { pool, userPool } of identities) {
    if (operationsOf(pool).includes('getProfile')) {
      userPool.grant(made, 'cognito-idp:AdminGetUser', 'cognito-idp:ListUsers')
    }
  }
  return made
}

const service = (scope: Construct, name: Service, description: string, environment: Record<string, string>) =>
  new NodeFunction(scope, name, {
    description,
    entry: `services/${name}/lambda.ts`,
    environment,
    // Below the 30 seconds after which the HTTP API answers for us, without our problem document.
    timeout: Duration.seconds(10),
    memorySize: 512,
  })
