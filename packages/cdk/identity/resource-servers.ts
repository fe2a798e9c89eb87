/**
 * The resource servers of one pool: the scopes that a token of the pool can hold at all.
 *
 * Only what some client of the pool may hold is declared. A scope that does not exist in a pool cannot be granted
 * there by a mistake in a client.
 *
 * @module
 */
import { type PoolName, type ResourceServer, resourceServers, type Scope } from '@scopegate/scopes/catalog'
import { allClients, allScopes, type CatalogScope, scopesOfClient } from '@scopegate/scopes/lookup'
import { type IUserPool, OAuthScope, ResourceServerScope, UserPoolResourceServer } from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'

/** The scopes that some client of the pool may hold, in the catalog's order. */
export function scopesOfPool(pool: PoolName): readonly CatalogScope[] {
  const held = new Set(allClients.filter((client) => client.pool === pool).flatMap(scopesOfClient))
  return allScopes.filter(({ scope }) => held.has(scope))
}

export interface ResourceServersProps {
  readonly pool: PoolName
  readonly userPool: IUserPool
}

export class ResourceServers extends Construct {
  private readonly oauthScopes = new Map<Scope, OAuthScope>()

  constructor(scope: Construct, id: string, { pool, userPool }: ResourceServersProps) {
    super(scope, id)
    for (const [identifier, rows] of Map.groupBy(scopesOfPool(pool), (row) => row.resourceServer)) {
      this.addServer(userPool, identifier, rows)
    }
  }

  /**
   * The scope as a client asks for it. It refers to the resource server, so that CloudFormation makes the resource
   * server first; a scope given as a plain string would not, and the first deployment would fail.
   */
  scope(scope: Scope): OAuthScope {
    const found = this.oauthScopes.get(scope)
    if (found === undefined) throw new Error(`No resource server of this pool has the scope \`${scope}\``)
    return found
  }

  private addServer(userPool: IUserPool, identifier: ResourceServer, rows: readonly CatalogScope[]): void {
    const scopes = rows.map((row) => ({
      scope: row.scope,
      declared: new ResourceServerScope({ scopeName: row.scope, scopeDescription: row.description }),
    }))
    const server = new UserPoolResourceServer(this, identifier, {
      userPool,
      identifier,
      // The default, the identifier, breaks Cognito's pattern for names as soon as somebody uses an address for it.
      userPoolResourceServerName: resourceServers[identifier].name,
      scopes: scopes.map(({ declared }) => declared),
    })
    for (const { scope, declared } of scopes) {
      this.oauthScopes.set(scope, OAuthScope.resourceServer(server, declared))
    }
  }
}
