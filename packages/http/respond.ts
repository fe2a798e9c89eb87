/** Problems as answers: the body of RFC 9457 and the challenge of RFC 6750, from the row of the problem. */
import type { ChallengeError, Contract } from '@scopegate/contract'
import type { Problem } from './problem.ts'

/** What an answer takes from a contract: the realm, and what problem types begin with. */
export type Issuer = Pick<Contract, 'name' | 'problemTypes'>

interface ChallengeFacts {
  /** What is protected: the contract's name. */
  readonly realm: string
  /** `null`: no credentials came, and the challenge must not hold an error (RFC 6750 §3.1). */
  readonly error: ChallengeError | null
  /** Sent with an error only. */
  readonly description: string
  /** The scope that was missing, as a token carries it. */
  readonly scope?: string | undefined
}

/** RFC 6750 §3: the characters of `error_description`; what would end the quoted string is left out. */
const quotable = (text: string): string => text.replaceAll('’', "'").replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '')

/**
 * The value of `WWW-Authenticate`. Parameters are separated by commas, as RFC 9110 §11.6.1 wants.
 *
 * @example
 * bearerChallenge({ realm: 'shop', error: null, description: '' }) // 'Bearer realm="shop"'
 */
export function bearerChallenge({ realm, error, description, scope }: ChallengeFacts): string {
  const parameters = [`realm="${quotable(realm)}"`]
  if (error !== null) parameters.push(`error="${error}"`, `error_description="${quotable(description)}"`)
  if (scope !== undefined) parameters.push(`scope="${quotable(scope)}"`)
  return `Bearer ${parameters.join(', ')}`
}

/** A problem as an answer of any framework. */
export interface ProblemAnswer {
  readonly status: number
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** JSON. */
  readonly body: string
}

/**
 * The answer to a problem. Holds the code, the words for the caller and the request id to quote; never the cause.
 *
 * The challenge stands in the body as well: API Gateway renames `WWW-Authenticate`
 * (aws-facts §E.2), and a page reads only the headers that CORS exposes.
 */
export function problemAnswer({ name, problemTypes }: Issuer, problem: Problem, requestId: string): ProblemAnswer {
  const { code, row, options } = problem
  const { status, title, challenge, retryAfter } = row
  const { detail, fields, scope } = options
  const challenged =
    challenge === undefined
      ? undefined
      : bearerChallenge({ realm: name, error: challenge, description: detail ?? title, scope })
  const body = {
    type: `${problemTypes}${code}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    instance: `urn:request:${requestId}`,
    code,
    ...(fields === undefined ? {} : { errors: fields }),
    ...(challenged === undefined ? {} : { challenge: challenged }),
    ...(scope === undefined ? {} : { scope }),
  }
  const headers = {
    ...options.headers,
    'content-type': 'application/problem+json',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    ...(challenged === undefined ? {} : { 'www-authenticate': challenged }),
  }
  return { status, headers, body: JSON.stringify(body) }
}

/**
 * The same as a `Response`.
 *
 * @example
 * return problemResponse(contract, new Problem('not_found'), crypto.randomUUID())
 */
export function problemResponse(issuer: Issuer, problem: Problem, requestId: string): Response {
  const { status, headers, body } = problemAnswer(issuer, problem, requestId)
  return new Response(body, { status, headers })
}
