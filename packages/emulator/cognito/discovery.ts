/**
 * What a pool publishes about itself: its key set and its OpenID configuration.
 *
 * @module
 */
import { type CognitoContext, domainOf, issuerOf } from './context.ts'
import type { ResolvedPool } from './model.ts'

/** The public halves of both keys (documented, aws-facts §A.1). */
export function jwks(context: CognitoContext, pool: ResolvedPool) {
  const { access, id } = context.keysOf(pool)
  return { keys: [id.publicJwk, access.publicJwk] }
}

/** The OpenID configuration: the members that were measured (aws-facts §C), then those that are inferred. */
export function openIdConfiguration(context: CognitoContext, pool: ResolvedPool) {
  const issuer = issuerOf(context, pool)
  const domain = domainOf(context, pool)
  return {
    issuer,
    authorization_endpoint: `${domain}/oauth2/authorize`,
    token_endpoint: `${domain}/oauth2/token`,
    userinfo_endpoint: `${domain}/oauth2/userInfo`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    // Inferred (aws-facts §C): newer copies have these.
    revocation_endpoint: `${domain}/oauth2/revoke`,
    end_session_endpoint: `${domain}/logout`,
  }
}
