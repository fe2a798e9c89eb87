/** `POST /oauth2/token` (aws-facts §C). */
import { createHash } from 'node:crypto'
import { AwsError } from '../../aws-json/index.ts'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { sameSecret } from '../secrets.ts'
import { type IssuedTokens, personTokens, startFamily } from '../tokens/issue.ts'
import { familyFor, refresh } from '../tokens/refresh.ts'
import { authenticatedClient } from './client-auth.ts'
import { clientCredentials } from './client-credentials.ts'
import { formOf, OAuthError, type Parameters, scopesOf } from './form.ts'

interface Answer extends IssuedTokens {
  readonly refreshToken?: string | undefined
}

type GrantInput = [context: CognitoContext, pool: ResolvedPool, client: ResolvedClient, parameters: Parameters]
type Grant = (...input: GrantInput) => Promise<Answer>

const grants: Readonly<Record<string, Grant>> = {
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  client_credentials: clientCredentials,
}

/**
 * The token endpoint's answer.
 *
 * @throws {OAuthError}
 * @throws {TriggerFailure}
 */
export async function tokenEndpoint(context: CognitoContext, pool: ResolvedPool, request: Request): Promise<Response> {
  const parameters = await formOf(request)
  const name = parameters.get('grant_type')
  if (name === undefined) throw new OAuthError('invalid_request', 'the parameter `grant_type` is missing')
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined
  if (grant === undefined) {
    throw new OAuthError('unsupported_grant_type', `\`grant_type\` is none of ${Object.keys(grants).join(', ')}`)
  }
  const client = authenticatedClient(pool, request, parameters, 400)
  const { accessToken, idToken, refreshToken, expiresIn } = await grant(context, pool, client, parameters)
  const body = {
    ...(idToken === undefined ? {} : { id_token: idToken }),
    access_token: accessToken,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    expires_in: expiresIn,
    token_type: 'Bearer',
  }
  return Response.json(body, {
    headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store', pragma: 'no-cache' },
  })
}

async function authorizationCode(...[context, pool, client, parameters]: GrantInput): Promise<Answer> {
  requireCodeFlow(client)
  const code = parameters.get('code')
  const redirectUri = parameters.get('redirect_uri')
  if (code === undefined || redirectUri === undefined) {
    throw new OAuthError('invalid_request', 'the parameter `code` or `redirect_uri` is missing')
  }
  // Another client's code is left for its owner; for this client it does not exist.
  if (context.codes.peek(pool.id, code)?.client !== client.id) {
    throw new OAuthError('invalid_grant', 'the code is unknown, used, older than five minutes or another client’s')
  }
  // From here on the code is spent, also when the rest does not fit: no second guess at the verifier (inferred).
  const grant = context.codes.take(pool.id, code)
  if (grant === undefined) throw new OAuthError('invalid_grant', 'the code was used meanwhile')
  // Documented (aws-facts §C).
  if (grant.redirectUri !== redirectUri) {
    const reason = 'the code was asked for with another `redirect_uri`'
    throw new OAuthError('unauthorized_client', reason, { description: 'invalid_redirect' })
  }
  if (!opensChallenge(grant.challenge, parameters.get('code_verifier'))) {
    throw new OAuthError(
      'invalid_grant',
      'the `code_verifier` does not fit the `code_challenge`, or one of both is missing',
    )
  }
  const user = context.users.find(pool.id, grant.sub)
  if (user === undefined || !user.enabled) throw new OAuthError('invalid_grant', 'the user is gone or disabled')
  const { scopes, authTime, factors, resource, sso, overrides, nonce } = grant
  const started = startFamily(
    context,
    { pool, client, sub: user.sub },
    { origin: 'hosted', scopes, authTime, factors, resource, sso },
  )
  const tokens = await personTokens(context, { pool, client, user, family: started.family, overrides, nonce })
  return { ...tokens, refreshToken: started.refreshToken }
}

/** With rotation there is a new refresh token (documented, aws-facts §F). */
async function refreshToken(...[context, pool, client, parameters]: GrantInput): Promise<Answer> {
  // Refresh goes with the code grant (documented, aws-facts §C); a machine has nothing to refresh.
  requireCodeFlow(client)
  const token = parameters.get('refresh_token')
  if (token === undefined) throw new OAuthError('invalid_request', 'the parameter `refresh_token` is missing')
  try {
    const family = familyFor(context, pool, client, token)
    // Unknown (aws-facts §C): whether Cognito reads `scope` here. RFC 6749 §6: it may narrow and never widen.
    const scopes = scopesOf(parameters)
    if (scopes?.some((scope) => !family.scopes.includes(scope)) === true) {
      throw new OAuthError('invalid_scope', 'a scope was not asked for at the sign-in')
    }
    const refreshed = await refresh(context, { pool, client, refreshToken: token, family, scopes })
    return { ...refreshed.tokens, refreshToken: refreshed.refreshToken }
  } catch (error) {
    throw error instanceof AwsError ? new OAuthError('invalid_grant', error.message) : error
  }
}

function requireCodeFlow(client: ResolvedClient): void {
  if (client.flows.includes('code')) return
  throw new OAuthError('unauthorized_client', `client \`${client.name}\` has not the code flow`)
}

/**
 * Whether the verifier opens the challenge (RFC 7636, S256 only: documented, aws-facts §C). A verifier without a challenge is refused too (RFC 9700 §2.1.1: it may be
 * a downgrade).
 */
function opensChallenge(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined || verifier === undefined) return challenge === verifier
  return (
    /^[A-Za-z0-9\-._~]{43,128}$/.test(verifier) &&
    sameSecret(createHash('sha256').update(verifier).digest('base64url'), challenge)
  )
}
