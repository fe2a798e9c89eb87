/** What is done with a token that exists: `POST /oauth2/revoke` and `GET /oauth2/userInfo` (aws-facts §C, §G). */
import { AwsError } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { released } from '../tokens/attributes.ts'
import { judgeAccessToken } from '../tokens/verify.ts'
import { authenticatedClient } from './client-auth.ts'
import { formOf, OAuthError } from './form.ts'

/** Whether the text is a signed token instead of a refresh token. */
export const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)

/**
 * Revokes the family of a refresh token. An unknown or already revoked token is a success (documented, aws-facts §C).
 *
 * @throws {OAuthError}
 */
export async function revokeEndpoint(context: CognitoContext, pool: ResolvedPool, request: Request): Promise<Response> {
  const parameters = await formOf(request)
  const client = authenticatedClient(pool, request, parameters, 401)
  const token = parameters.get('token')
  if (token === undefined) throw new OAuthError('invalid_request', 'the parameter `token` is missing')
  if (!client.tokenRevocation) throw new OAuthError('invalid_request', 'revocation is off for the client')
  if (isJwt(token)) throw new OAuthError('unsupported_token_type', 'only refresh tokens can be revoked')
  const family = context.families.byRefreshToken(pool.id, token)
  // Unknown (aws-facts §C): the word for another client's token. RFC 7009 §2.1 wants a refusal; this is the nearest.
  if (family !== undefined && family.client !== client.id) {
    throw new OAuthError('invalid_request', 'the token is another client’s')
  }
  if (family !== undefined) context.families.revoke(pool.id, family.id)
  return new Response(null, { status: 200 })
}

/** The claims about the holder of an access token with `openid`. Revoked: refused (documented, aws-facts §G). */
export async function userInfoEndpoint(
  context: CognitoContext,
  pool: ResolvedPool,
  request: Request,
): Promise<Response> {
  const token = /^Bearer ([^\s,]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token === undefined) return refusal(400, 'invalid_request', 'Bad OAuth2 request at UserInfo Endpoint')
  const judgement = await judgeAccessToken(context, pool, token).catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error
  })
  if (judgement === undefined) {
    const words = 'Access token is expired, disabled, or deleted, or the user has globally signed out.'
    return refusal(401, 'invalid_token', words)
  }
  // Documented (aws-facts §C): an SDK sign-in's token has no `openid` and is refused. The same code is inferred.
  if (!judgement.scopes.includes('openid')) {
    return refusal(401, 'invalid_token', 'Access token does not contain openid scope')
  }
  const { client, scopes, user } = judgement
  // All values are strings here, `email_verified` too (documented, aws-facts §A.2).
  const body = { sub: user.sub, ...released(client, scopes, user.attributes), username: user.sub }
  return Response.json(body, { headers: { 'cache-control': 'no-store' } })
}

/** Documented (aws-facts §C): the error stands in WWW-Authenticate; its exact spelling is inferred. */
function refusal(status: 400 | 401, error: string, description: string): Response {
  const headers = { 'www-authenticate': `Bearer error="${error}", error_description="${description}"` }
  return Response.json({ error, error_description: description }, { status, headers })
}
