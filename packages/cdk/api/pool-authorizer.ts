/**
 * The JWT authorizer of one pool's API: tokens of this pool, given to this pool's app clients.
 *
 * With every client named. CDK's HttpUserPoolAuthorizer, left without clients, makes a new one with open defaults and
 * accepts that one alone.
 */
import { type HttpApi, HttpAuthorizer, HttpAuthorizerType } from 'aws-cdk-lib/aws-apigatewayv2'
import type { PoolIdentity } from '../identity/pool-identity.ts'

export const poolAuthorizer = (
  api: HttpApi,
  { pool, issuer, clients }: Pick<PoolIdentity, 'pool' | 'issuer' | 'clients'>,
): HttpAuthorizer =>
  new HttpAuthorizer(api, `${pool}-tokens`, {
    httpApi: api,
    type: HttpAuthorizerType.JWT,
    identitySource: ['$request.header.Authorization'],
    jwtIssuer: issuer,
    jwtAudience: [...clients.values()].map((client) => client.userPoolClientId),
  })
