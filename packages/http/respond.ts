/**
 * Problems as answers: the body of RFC 9457 and the challenge of RFC 6750, from one row of the contract's table.
 *
 * @module
 */
import type { Scope } from '@scopegate/scopes/catalog'
import { wireName } from '@scopegate/scopes/lookup'
import { type ChallengeError, problemSpec } from '@scopegate/scopes/problems'
import type { Problem } from './problem.ts'

interface ChallengeFacts {
  /** `null`: no credentials came, and the challenge must not hold an error (RFC 6750 §3.1). */
  readonly error: ChallengeError | null
  readonly description: string
  readonly scope: Scope | undefined
}

/** RFC 6750 §3: the characters of `error_description`; what would end the quoted string is left out. */
const quotable = (text: string): string => text.replaceAll('’', "'").replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '')

/** The value of `WWW-Authenticate`. Parameters are separated by commas, as RFC 9110 §11.6.1 wants. */
export function bearerChallenge({ error, description, scope }: ChallengeFacts): string {
  const parameters = ['realm="scopegate"']
  if (error !== null) parameters.push(`error="${error}"`, `error_description="${quotable(description)}"`)
  if (scope !== undefined) parameters.push(`scope="${wireName(scope)}"`)
  return `Bearer ${parameters.join(', ')}`
}

/**
 * The answer to a problem. Holds the code, the words for the caller and the request id to quote; never the cause.
 *
 * The challenge stands in the body as well: a gateway in front may rename `WWW-Authenticate`
 * (aws-facts §E.2; certain for REST APIs, unknown for HTTP APIs).
 */
export function problemResponse(problem: Problem, requestId: string): Response {
  const { code, options } = problem
  const { status, title, challenge, retryAfter } = problemSpec(code)
  const { detail, fields, scope } = options
  const headers = new Headers(options.headers)
  headers.set('content-type', 'application/problem+json')
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter))
  const challenged =
    challenge === undefined ? undefined : bearerChallenge({ error: challenge, description: detail ?? title, scope })
  if (challenged !== undefined) headers.set('www-authenticate', challenged)
  const body = {
    // RFC 9457 §3.1.1 asks for an absolute URI; a tag (RFC 4151) is one that promises no page behind it.
    type: `tag:scopegate.example,2026:${code}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    instance: `urn:request:${requestId}`,
    code,
    ...(fields === undefined ? {} : { errors: fields }),
    ...(challenged === undefined ? {} : { challenge: challenged }),
    ...(scope === undefined ? {} : { scope: wireName(scope) }),
  }
  return new Response(JSON.stringify(body), { status, headers })
}
