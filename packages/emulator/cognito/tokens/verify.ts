/**
 * How Cognito itself judges an access token that comes back to it: unlike an API it knows of revocation (aws-facts §G).
 */
import { jwtVerify } from 'jose'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { type CognitoContext, clientOf, issuerOf } from '../context.ts'
import type { User } from '../state/users.ts'

type Judgement =
  | {
      readonly ok: true
      readonly pool: ResolvedPool
      readonly client: ResolvedClient
      readonly user: User
      readonly scopes: readonly string[]
      /** The `origin_jti`. */
      readonly family: string
    }
  | { readonly ok: false; readonly reason: 'invalid' | 'revoked' }

/** Judges a person's access token of the pool. A machine's is `invalid`: it stands for no user. */
export async function judgeAccessToken(context: CognitoContext, pool: ResolvedPool, token: string): Promise<Judgement> {
  const claims = await verifiedClaims(context, pool, token)
  if (claims === undefined || claims['token_use'] !== 'access') return { ok: false, reason: 'invalid' }
  const client = clientOf(pool, String(claims['client_id']))
  const user = context.users.find(pool.id, String(claims.sub))
  // Without an origin_jti nobody can tell whether the token was revoked: refused, our choice.
  const family = context.families.byId(pool.id, String(claims['origin_jti']))
  if (client === undefined || user === undefined || family === undefined) return { ok: false, reason: 'invalid' }
  if (family.client !== client.id || family.sub !== user.sub) return { ok: false, reason: 'invalid' }
  if (family.revoked || !user.enabled) return { ok: false, reason: 'revoked' }
  const scopes = String(claims['scope']).split(' ')
  return { ok: true, pool, client, user, scopes, family: family.id }
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
