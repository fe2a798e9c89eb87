/**
 * Pools, clients, trigger functions, services and APIs in one stack (docs/adr/0003-two-stacks.md): client ids flow from
 * the pools to the APIs, and an export between stacks would forbid ever replacing a client.
 *
 * @module
 */
import { contract } from '@scopegate/scopes/contract'
import { allPools } from '@scopegate/scopes/lookup'
import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { PoolApi } from './api/pool-api.ts'
import type { Tables } from './data-stack.ts'
import type { Deployment } from './deployment.ts'
import { makeServices } from './functions/services.ts'
import { PoolIdentity } from './identity/pool-identity.ts'

export interface ScopegateStackProps {
  readonly deployment: Deployment
  readonly tables: Tables
}

export class ScopegateStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, tables }: ScopegateStackProps) {
    super(scope, id, {
      description: 'Scopegate: user pools, token triggers, services and APIs',
      terminationProtection: true,
    })
    // Whoever has a template, or may read the deployed one, has the contract that it was made from: `scopes plan` compares them.
    this.addMetadata('scopegate:contract', contract)
    const identities = allPools.map((pool) => new PoolIdentity(this, pool, { deployment, pool }))
    const services = makeServices(this, { identities, tables })
    for (const identity of identities) {
      const api = new PoolApi(this, `${identity.pool}-api`, { identity, services })
      this.tell(`${identity.pool}-api-url`, api.url)
      this.tell(`${identity.pool}-issuer`, identity.issuer)
      this.tell(`${identity.pool}-token-url`, identity.tokenUrl)
      for (const [name, client] of identity.clients) this.tell(`${name}-client-id`, client.userPoolClientId)
    }
  }

  /** An output for people. Never a secret: whoever may describe the stack reads it. */
  private tell(name: string, value: string): void {
    const words = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    new CfnOutput(this, words.join(''), { value })
  }
}
