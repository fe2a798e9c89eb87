/** Whose token it is: what every call on one's own account begins with. */
import { decodeJwt } from 'jose'
import { type CognitoContext, issuerOf } from '../context.ts'
import { judgeAccessToken } from '../tokens/verify.ts'
import { notAuthorized } from './shared.ts'

/** The holder of an access token of any pool. It needs `aws.cognito.signin.user.admin` (documented, aws-facts §G). */
export async function holder(context: CognitoContext, token: string) {
  const pool = context.pools.find((candidate) => issuerOf(context, candidate) === issuerIn(token))
  if (pool === undefined) throw notAuthorized('Invalid Access Token')
  const judgement = await judgeAccessToken(context, pool, token)
  if (!judgement.ok) {
    throw notAuthorized(judgement.reason === 'revoked' ? 'Access Token has been revoked' : 'Invalid Access Token')
  }
  if (!judgement.scopes.includes('aws.cognito.signin.user.admin')) {
    throw notAuthorized('Access Token does not have required scopes')
  }
  return judgement
}

/** Unverified: it only says with which pool's key to verify. */
function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}
