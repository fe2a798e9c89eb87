/** Reads what a browser asks of /oauth2/authorize and /login: the same parameters (aws-facts §C). */

import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { clientOf } from '../context.ts'
import { OAuthError, type Parameters, parametersOf, scopesOf } from '../oauth/form.ts'
import type { Refusal } from './refusal-page.ts'
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
  readonly loginHint: string | undefined
}

/** The error codes that go back to the client by redirect (documented, aws-facts §C). */
export type AuthorizeError =
  | 'invalid_request'
  | 'unauthorized_client'
  | 'invalid_scope'
  | 'server_error'
  | 'login_required'

/**
 * The verdict: a good request; an error to take back to the client; or nobody that could be trusted with a redirect,
 * because the client or its address is not known (documented, aws-facts §C: these are not redirected).
 */
export type Reading =
  | { readonly kind: 'good'; readonly request: AuthorizeRequest }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'page'; readonly refusal: Refusal }

export function readAuthorizeRequest(pool: ResolvedPool, search: URLSearchParams): Reading {
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
  const refuse = (error: AuthorizeError): Reading => ({
    kind: 'redirect',
    location: errorLocation({ redirectUri, state }, error),
  })

  const responseType = parameters.get('response_type')
  if (responseType !== 'code' && responseType !== 'token') return refuse('invalid_request')
  // The implicit grant is not emulated: no client of the template has it, and RFC 9700 forbids it.
  if (responseType === 'token' || !client.flows.includes('code')) return refuse('unauthorized_client')

  const challenge = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method')
  // Documented (aws-facts §C): S256 only. A challenge without a method would mean `plain` (RFC 7636 §4.3).
  if (challenge === undefined ? method !== undefined : method !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    return refuse('invalid_request')
  }
  // Documented (aws-facts §C): nothing asked for means everything that the client may have.
  const scopes = scopesOf(parameters) ?? client.scopes
  // AWS's pages disagree (aws-facts §C); an error is what its error list promises, and the safe half of the two.
  if (scopes.some((scope) => !client.scopes.includes(scope))) return refuse('invalid_scope')
  const resource = parameters.get('resource')
  if (resource !== undefined && !isBindable(resource)) return refuse('invalid_request')
  const maxAge = parameters.get('max_age')
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge)) return refuse('invalid_request')
  // There is no other identity provider in the template.
  if ((parameters.get('identity_provider') ?? 'COGNITO') !== 'COGNITO') return refuse('invalid_request')

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
