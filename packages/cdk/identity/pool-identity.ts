/** Everything of one pool that concerns identity: the pool, resource servers, app clients, its trigger and domain. */
import { clientKinds, type NamedClient, type PoolSpec } from '@scopegate/contract'
import { Aws } from 'aws-cdk-lib'
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type { System } from '../system.ts'
import { AppClient } from './app-client.ts'
import { Pool, type PoolProps } from './pool.ts'
import { ResourceServers } from './resource-servers.ts'
import { SignInDomain } from './sign-in-domain.ts'
import { TokenTrigger } from './token-trigger.ts'

export class PoolIdentity extends Construct {
  readonly pool: string
  readonly userPool: IUserPool
  /** The function that decides what a token of the pool may carry. */
  readonly trigger: TokenTrigger
  /** The pool's app clients by name, in the contract's order. */
  readonly clients: ReadonlyMap<string, IUserPoolClient>
  /** The `iss` claim of the pool's tokens, exactly. It is the same whatever domain people sign in at. */
  readonly issuer: string
  readonly tokenUrl: string

  constructor(scope: Construct, id: string, { system, pool, spec }: PoolProps) {
    super(scope, id)
    const userPool = new Pool(this, 'Pool', { system, pool, spec })
    const rows = system.index.clients.filter((client) => client.pool === pool)
    const clients = this.addClients(system, spec, userPool, rows)
    const withPages = new Set(rows.filter(({ kind }) => clientKinds[kind].signInPage).map(({ name }) => name))
    const browserClients = new Map([...clients].filter(([name]) => withPages.has(name)))
    this.trigger = new TokenTrigger(this, 'TokenTrigger', { system, pool, userPool, clients })

    this.pool = pool
    this.userPool = userPool
    this.clients = clients
    // The original issuer type. Pools of the updated type, and those in China, are issued under other hosts.
    this.issuer = `https://cognito-idp.${Aws.REGION}.amazonaws.com/${userPool.userPoolId}`
    this.tokenUrl = new SignInDomain(this, 'SignIn', { system, pool, userPool, browserClients }).tokenUrl
  }

  private addClients(
    system: System,
    { org }: PoolSpec<string, string>,
    userPool: Pool,
    rows: readonly NamedClient[],
  ): ReadonlyMap<string, IUserPoolClient> {
    const resourceServers = new ResourceServers(this, 'ResourceServers', { system, pool: this.node.id, userPool })
    return new Map(
      rows.map((client) => [
        client.name,
        new AppClient(this, client.name, { system, client, org, userPool, resourceServers }),
      ]),
    )
  }
}
