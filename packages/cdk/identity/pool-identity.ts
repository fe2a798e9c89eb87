/**
 * Everything of one pool that concerns identity: the pool, its trigger, resource servers, app clients, domain and
 * client directory.
 *
 * @module
 */
import type { PoolName } from '@scopegate/scopes/catalog'
import { allClients, type CatalogClient } from '@scopegate/scopes/lookup'
import { Aws } from 'aws-cdk-lib'
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type { Deployment } from '../deployment.ts'
import { AppClient } from './app-client.ts'
import { ClientDirectory } from './client-directory.ts'
import { Pool } from './pool.ts'
import { ResourceServers } from './resource-servers.ts'
import { SignInDomain } from './sign-in-domain.ts'
import { TokenTrigger } from './token-trigger.ts'

export interface PoolIdentityProps {
  readonly deployment: Deployment
  readonly pool: PoolName
}

export class PoolIdentity extends Construct {
  readonly pool: PoolName
  readonly userPool: IUserPool
  /** The pool's app clients by catalog name, in the catalog's order. */
  readonly clients: ReadonlyMap<string, IUserPoolClient>
  /** The `iss` claim of the pool's tokens, exactly. */
  readonly issuer: string
  readonly tokenUrl: string

  constructor(scope: Construct, id: string, { deployment, pool }: PoolIdentityProps) {
    super(scope, id)
    const userPool = new Pool(this, 'Pool', { pool })
    new TokenTrigger(this, 'TokenTrigger', { pool, userPool })
    const resourceServers = new ResourceServers(this, 'ResourceServers', { pool, userPool })
    const make = (client: CatalogClient) => new AppClient(this, client.name, { client, userPool, resourceServers })
    const rows = allClients.filter((client) => client.pool === pool)
    const clients = new Map(rows.map((client) => [client.name, make(client)]))
    const browserClients = new Map([...clients].filter(([name]) => isBrowser(rows, name)))
    new ClientDirectory(this, 'ClientDirectory', { pool, clients })

    this.pool = pool
    this.userPool = userPool
    this.clients = clients
    // The original issuer type. Pools of the updated type, and those in China, are issued under other hosts.
    this.issuer = `https://cognito-idp.${Aws.REGION}.amazonaws.com/${userPool.userPoolId}`
    this.tokenUrl = new SignInDomain(this, 'SignIn', { deployment, pool, userPool, browserClients }).tokenUrl
  }
}

const isBrowser = (rows: readonly CatalogClient[], name: string) =>
  rows.some((client) => client.name === name && client.kind === 'browser')
