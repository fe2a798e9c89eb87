/**
 * The resource servers of one pool: the scopes that a token of the pool can hold at all.
 *
 * Only what some client of the pool may hold is declared. A scope that does not exist in a pool cannot be granted
 * there by a mistake in a client.
 */
import type { NamedScope } from '@scopegate/contract'
import { type IUserPool, OAuthScope, ResourceServerScope, UserPoolResourceServer } from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type { PoolPart } from '../system.ts'

export class ResourceServers extends Construct {
  private readonly oauthScopes = new Map<string, OAuthScope>()

  constructor(scope: Construct, id: string, { system, pool, userPool }: PoolPart) {
    super(scope, id)
    const held = system.index.scopesByPool.get(pool)
    const declared = system.index.scopes.filter(({ scope }) => held?.has(scope))
    for (const [identifier, rows] of Map.groupBy(declared, (row) => row.resourceServer)) {
      this.addServer(userPool, identifier, system.contract.resourceServers[identifier]?.name, rows)
    }
  }

  /**
   * The scope as a client asks for it. It refers to the resource server, so that CloudFormation makes the resource
   * server first; a scope given as a plain string would not, and the first deployment would fail.
   */
  scope(scope: string): OAuthScope {
    const found = this.oauthScopes.get(scope)
    if (found === undefined) throw new Error(`No resource server of this pool has the scope \`${scope}\``)
    return found
  }

  private addServer(
    userPool: IUserPool,
    identifier: string,
    name: string = identifier,
    rows: readonly NamedScope[],
  ): void {
    const scopes = rows.map((row) => ({
      scope: row.scope,
      declared: new ResourceServerScope({ scopeName: row.scope, scopeDescription: row.description }),
    }))
    const server = new UserPoolResourceServer(this, identifier, {
      userPool,
      identifier,
      // The default, the identifier, breaks Cognito's pattern for names as soon as it is an address.
      userPoolResourceServerName: name,
      scopes: scopes.map(({ declared }) => declared),
    })
    for (const { scope, declared } of scopes) {
      this.oauthScopes.set(scope, OAuthScope.resourceServer(server, declared))
    }
  }
}
