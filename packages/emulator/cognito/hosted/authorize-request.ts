/** Reads what a browser asks of /oauth2/authorize and /login: the same parameters (aws-facts §C). */

import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { type CognitoContext, clientOf } from '../context.ts'
import { OAuthError, type Parameters, parametersOf, scopesOf } from '../oauth/form.ts'
import { canReach } from '../sign-in/totp.ts'
import { type Level, levelsAsked } from '../tokens/levels.ts'
import type { Refusal } from './refusals.ts'
import { missing, sentTwice, unknownClient, unknownRedirect } from './refusals.ts'

export interface AuthorizeRequest {
  readonly client: ResolvedClient
  readonly redirectUri: string
  readonly state: string | undefined
  readonly scopes: readonly string[]
  readonly nonce: string | undefined
  readonly challenge: string | undefined
  readonly resource: string | undefined
  readonly prompt: string | undefined
  /** Seconds since the sign-in after which the session does not count any more. */
  readonly maxAge: number | undefined
  /** The levels of `acr_values` that would do, in the order in which they are wanted. */
  readonly levels: readonly Level[] | undefined
  readonly loginHint: string | undefined
}

/** The error codes that go back to the client by redirect (documented, aws-facts §C). */
type AuthorizeError = 'invalid_request' | 'unauthorized_client' | 'invalid_scope' | 'server_error' | 'login_required'

/**
 * The verdict: a good request; an error to take back to the client; or nobody that could be trusted with a redirect,
 * because the client or its address is not known (documented, aws-facts §C: these are not redirected).
 */
export type Reading =
  | { readonly kind: 'good'; readonly request: AuthorizeRequest }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'page'; readonly refusal: Refusal }

/** Reads the request, and says in the log why one is refused: the client and its user learn no more than a code. */
export function readAuthorizeRequest(
  { log }: Pick<CognitoContext, 'log'>,
  pool: ResolvedPool,
  search: URLSearchParams,
): Reading {
  let parameters: Parameters
  try {
    parameters = parametersOf(search)
  } catch (error) {
    if (error instanceof OAuthError) return { kind: 'page', refusal: sentTwice }
    throw error
  }
  const id = parameters.get('client_id')
  const redirectUri = parameters.get('redirect_uri')
  if (id === undefined || redirectUri === undefined) {
    return { kind: 'page', refusal: missing({ client_id: id, redirect_uri: redirectUri }) }
  }
  const client = clientOf(pool, id)
  if (client === undefined) return { kind: 'page', refusal: unknownClient(pool, id) }
  // Compared whole: a prefix or a pattern would hand codes to whoever owns the rest of the address (RFC 9700 §2.1).
  if (!client.redirectUris.includes(redirectUri)) {
    return { kind: 'page', refusal: unknownRedirect(client, redirectUri) }
  }
  const state = parameters.get('state')
  const refuse = (error: AuthorizeError, reason: string, description?: string): Reading => {
    log(`cognito: /${pool.domainPrefix}/oauth2/authorize refused client \`${client.name}\`: ${error}: ${reason}`)
    return { kind: 'redirect', location: errorLocation({ redirectUri, state }, error, description) }
  }

  const responseType = parameters.get('response_type')
  if (responseType !== 'code' && responseType !== 'token') {
    return refuse('invalid_request', '`response_type` is neither code nor token')
  }
  // The implicit grant is not emulated: no client of the template has it, and RFC 9700 forbids it.
  if (responseType === 'token')
    return refuse('unauthorized_client', 'the implicit flow is not emulated: ask for a code')
  if (!client.flows.includes('code')) return refuse('unauthorized_client', 'the client has not the code flow')

  const challenge = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method')
  // Documented (aws-facts §C): S256 only. A challenge without a method would mean `plain` (RFC 7636 §4.3).
  if (challenge === undefined ? method !== undefined : method !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    return refuse('invalid_request', '`code_challenge` needs 43 characters and `code_challenge_method=S256`')
  }
  // Documented (aws-facts §C): nothing asked for means everything that the client may have.
  const scopes = scopesOf(parameters) ?? client.scopes
  // Measured (aws-facts §C): these two words, for a scope that is unknown or not the client's.
  if (scopes.some((scope) => !client.scopes.includes(scope))) {
    return refuse('invalid_request', 'a scope is not one of the client’s', 'invalid_scope')
  }
  const resource = parameters.get('resource')
  if (resource !== undefined && !isBindable(resource)) {
    return refuse('invalid_request', '`resource` is no https address, http://localhost or custom scheme')
  }
  const maxAge = parameters.get('max_age')
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge)) {
    return refuse('invalid_request', '`max_age` is no number of seconds')
  }
  const levels = levelsAsked(pool, parameters.get('acr_values'))
  // Inferred (aws-facts §A.4): the code, and that it is said before somebody signs in.
  if (levels !== undefined && !canReach(pool, levels)) {
    return refuse('invalid_request', 'no level of `acr_values` exists, or the pool has no MFA to reach one')
  }
  // There is no other identity provider in the template.
  if ((parameters.get('identity_provider') ?? 'COGNITO') !== 'COGNITO') {
    return refuse('invalid_request', '`identity_provider` can only be COGNITO here')
  }

  return {
    kind: 'good',
    request: {
      client,
      redirectUri,
      state,
      scopes,
      challenge,
      resource,
      nonce: parameters.get('nonce'),
      prompt: parameters.get('prompt'),
      maxAge: maxAge === undefined ? undefined : Number(maxAge),
      levels,
      loginHint: parameters.get('login_hint'),
    },
  }
}

type Target = Pick<AuthorizeRequest, 'redirectUri' | 'state'>

/** The client's address with the error, and the state as it was sent. */
export const errorLocation = (target: Target, error: AuthorizeError, description?: string): string =>
  withParameters(target, { error, ...(description === undefined ? {} : { error_description: description }) })

/** The client's address with the code, and the state as it was sent. */
export const codeLocation = (target: Target, code: string): string => withParameters(target, { code })

function withParameters({ redirectUri, state }: Target, extra: Readonly<Record<string, string>>): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(extra)) url.searchParams.set(name, value)
  if (state !== undefined) url.searchParams.set('state', state)
  return url.href
}

/**
 * Whether a sign-in may name the resource (RFC 8707). Documented (aws-facts §A.3): a URL of `https://`, `http://localhost` or a custom scheme; it need not be a defined
 * resource server. It becomes the `aud` of the access token.
 */
function isBindable(resource: string): boolean {
  if (!URL.canParse(resource)) return false
  const { protocol, hostname, hash } = new URL(resource)
  // RFC 8707 §2: no fragment.
  if (hash !== '') return false
  return protocol !== 'http:' || hostname === 'localhost'
}
