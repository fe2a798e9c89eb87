/**
 * How Cognito itself judges an access token that comes back to it: unlike an API it knows of revocation (aws-facts §G).
 */
import { jwtVerify } from 'jose'
import type { ResolvedPool } from '../../template/model.ts'
import { type CognitoContext, clientOf, issuerOf } from '../context.ts'
import { notAuthorized } from '../errors.ts'

/** Judges a person's access token of the pool. A machine's is invalid: it stands for no user. @throws {AwsError} */
export async function judgeAccessToken(context: CognitoContext, pool: ResolvedPool, token: string) {
  const claims = await verifiedClaims(context, pool, token)
  if (claims === undefined || claims['token_use'] !== 'access') throw notAuthorized('Invalid Access Token')
  const client = clientOf(pool, String(claims['client_id']))
  const user = context.users.find(pool.id, String(claims.sub))
  // Without an origin_jti nobody can tell whether the token was revoked: refused, our choice.
  const family = context.families.byId(pool.id, String(claims['origin_jti']))
  if (client === undefined || user === undefined || family === undefined) throw notAuthorized('Invalid Access Token')
  if (family.client !== client.id || family.sub !== user.sub) throw notAuthorized('Invalid Access Token')
  if (family.revoked || !user.enabled) throw notAuthorized('Access Token has been revoked')
  const scopes = String(claims['scope']).split(' ')
  return { pool, client, user, scopes, family }
}

async function verifiedClaims(context: CognitoContext, pool: ResolvedPool, token: string) {
  try {
    const { payload } = await jwtVerify(token, context.keysOf(pool).access.publicKey, {
      algorithms: ['RS256'],
      issuer: issuerOf(context, pool),
      requiredClaims: ['exp', 'sub', 'client_id'],
      currentDate: new Date(context.now()),
    })
    return payload
  } catch {
    // The caller learns no more than "invalid"; there is nothing here that could fail for another reason.
    return undefined
  }
}
