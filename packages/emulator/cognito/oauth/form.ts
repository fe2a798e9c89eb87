/** Parameters of an OAuth request, and refusals in OAuth's own form. */

/** The error codes of Cognito's OAuth endpoints (documented, aws-facts §C). */
type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'unsupported_token_type'

/** Ends a request to a JSON endpoint. 400, only at /oauth2/revoke sometimes 401 (documented, aws-facts §C). */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly code: OAuthErrorCode
  /** Why, for the developer's log: Cognito says no more than the code. It holds nothing that the caller sent. */
  readonly reason: string
  readonly description: string | undefined
  readonly status: 400 | 401
  constructor(code: OAuthErrorCode, reason: string, more: { description?: string; status?: 400 | 401 } = {}) {
    super(code)
    this.code = code
    this.reason = reason
    this.description = more.description
    this.status = more.status ?? 400
  }
}

/** Parameters by name, each at most once. */
export type Parameters = ReadonlyMap<string, string>

/**
 * The parameters of a query or form. One that is sent twice makes the request invalid, and an empty one counts as
 * not sent (RFC 6749 §3.1, §3.2).
 *
 * @throws {OAuthError} `invalid_request`
 */
export function parametersOf(search: URLSearchParams): Parameters {
  const names = [...search.keys()]
  if (new Set(names).size !== names.length) throw new OAuthError('invalid_request', 'a parameter was sent twice')
  return new Map([...search].filter(([, value]) => value !== ''))
}

/**
 * The parameters of a form body.
 *
 * @throws {OAuthError} `invalid_request` for another content type
 */
export async function formOf(request: Request): Promise<Parameters> {
  const type = request.headers.get('content-type') ?? ''
  if (type.split(';')[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw new OAuthError('invalid_request', 'the body is not application/x-www-form-urlencoded')
  }
  return parametersOf(new URLSearchParams(await request.text()))
}

/** The scopes of a `scope` parameter, each once; `undefined` when none was sent. */
export function scopesOf(parameters: Parameters): readonly string[] | undefined {
  const scopes = [...new Set((parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== ''))]
  return scopes.length === 0 ? undefined : scopes
}
