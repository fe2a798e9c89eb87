/** `POST /oauth2/revoke` (aws-facts §C, §G). */

import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
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
