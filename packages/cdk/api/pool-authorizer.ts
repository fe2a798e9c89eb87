/**
 * The JWT authorizer of one pool's API: tokens of this pool, given to this pool's app clients.
 *
 * HttpJwtAuthorizer with every client named. CDK's HttpUserPoolAuthorizer, left without clients, makes a new one with
 * open defaults and accepts that one alone.
 */
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import type { PoolIdentity } from '../identity/pool-identity.ts'

/** API Gateway's limit of audiences for one authorizer. */
export const audienceQuota = 50

/**
 * A new authorizer for one API: the object belongs to the first API whose route takes it.
 *
 * @throws Error when the pool has more clients than an authorizer takes audiences.
 */
export function poolAuthorizer({
  pool,
  issuer,
  clients,
}: Pick<PoolIdentity, 'pool' | 'issuer' | 'clients'>): HttpJwtAuthorizer {
  if (clients.size > audienceQuota) {
    throw new Error(
      `The pool \`${pool}\` has ${clients.size} app clients, and an authorizer takes ${audienceQuota} audiences. ` +
        'Give the further clients a pool of their own',
    )
  }
  return new HttpJwtAuthorizer(`${pool}-tokens`, issuer, {
    identitySource: ['$request.header.Authorization'],
    jwtAudience: [...clients.values()].map((client) => client.userPoolClientId),
  })
}
