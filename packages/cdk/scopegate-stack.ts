/**
 * Pools, clients, trigger functions, services and APIs in one stack (docs/adr/0003-two-stacks.md): client ids flow from
 * the pools to the APIs, and an export between stacks would forbid ever replacing a client.
 */
import { pascalCase } from '@scopegate/contract'
import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { Alarms } from './alarms.ts'
import { PoolApi } from './api/pool-api.ts'
import type { NodeFunction } from './functions/node-function.ts'
import { makeServices } from './functions/services.ts'
import { PoolIdentity } from './identity/pool-identity.ts'
import { type System, stackPropsOf } from './system.ts'

export interface ScopegateStackProps {
  readonly system: System
  readonly tables: ReadonlyMap<string, Table>
}

export class ScopegateStack extends Stack {
  readonly identities: ReadonlyMap<string, PoolIdentity>
  readonly functions: ReadonlyMap<string, NodeFunction>
  readonly apis: ReadonlyMap<string, PoolApi>
  /** Where the stage has an address for them. */
  readonly alarms: Alarms | undefined

  constructor(scope: Construct, { system, tables }: ScopegateStackProps) {
    super(scope, system.names.mainStack, stackPropsOf(system, 'user pools, token triggers, services and APIs'))
    // Who has a template, or may read the deployed one, has what it was made from: `scopes plan` compares it.
    this.addMetadata('scopegate:contract', system.contract)
    this.addMetadata('scopegate:stage', system.stage)
    const identities = Object.entries(system.contract.pools).map(
      ([pool, spec]) => new PoolIdentity(this, pool, { system, pool, spec }),
    )
    const functions = makeServices(this, { system, identities, tables })
    this.identities = new Map(identities.map((identity) => [identity.pool, identity]))
    this.functions = functions
    this.apis = new Map(identities.map((identity) => [identity.pool, this.addApi(system, identity, functions)]))
    this.alarms = this.addAlarms(system.stage.alarmAddress)
  }

  private addAlarms(address: string | undefined): Alarms | undefined {
    if (address === undefined) return undefined
    const triggers = [...this.identities].map(([pool, { trigger }]) => [`${pool}-token-trigger`, trigger] as const)
    return new Alarms(this, 'Alarms', { address, functions: new Map([...triggers, ...this.functions]) })
  }

  private addApi(system: System, identity: PoolIdentity, functions: ReadonlyMap<string, NodeFunction>): PoolApi {
    const api = new PoolApi(this, `${identity.pool}-api`, { system, identity, functions })
    this.publish(`${identity.pool}-api-url`, api.url)
    this.publish(`${identity.pool}-issuer`, identity.issuer)
    this.publish(`${identity.pool}-token-url`, identity.tokenUrl)
    for (const [name, client] of identity.clients) this.publish(`${name}-client-id`, client.userPoolClientId)
    return api
  }

  /** An output for people. Never a secret: everyone who may describe the stack reads it. */
  private publish(name: string, value: string): void {
    new CfnOutput(this, pascalCase(name), { value })
  }
}
