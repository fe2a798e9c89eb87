/**
 * Every problem that a caller can be told about: one row a code, with its HTTP status (RFC 9457), its title
 * and, where the answer must carry one, the error of its Bearer challenge (RFC 6750 §3).
 *
 * A code that was shipped never changes its meaning or its status.
 *
 * @module
 */

/** RFC 6750 §3.1. */
export type ChallengeError = 'invalid_request' | 'invalid_token' | 'insufficient_scope'

export interface ProblemSpec {
  readonly status: number
  /** The same for every occurrence of the code; what is particular goes into `detail`. */
  readonly title: string
  /** `null` is the bare challenge of a request without credentials; absent means no challenge at all. */
  readonly challenge?: ChallengeError | null
  /** Seconds after which a retry makes sense; sent as `Retry-After`. */
  readonly retryAfter?: number
}

export const problems = {
  token_missing: { status: 401, title: 'Access token required', challenge: null },
  credentials_malformed: { status: 400, title: 'Authorization header malformed', challenge: 'invalid_request' },
  token_rejected: { status: 401, title: 'Access token rejected', challenge: 'invalid_token' },
  id_token_sent: { status: 401, title: 'ID token sent instead of an access token', challenge: 'invalid_token' },
  scope_insufficient: { status: 403, title: 'Scope missing', challenge: 'insufficient_scope' },
  caller_unassigned: { status: 403, title: 'Caller has no valid organization or role' },
  caller_kind_refused: { status: 403, title: 'Operation is not for this kind of caller' },
  path_refused: { status: 400, title: 'Path refused' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  body_too_large: { status: 413, title: 'Body too large' },
  media_type_unsupported: { status: 415, title: 'Content type not supported' },
  json_malformed: { status: 400, title: 'Body is not valid JSON' },
  header_invalid: { status: 400, title: 'Header missing or malformed' },
  input_invalid: { status: 422, title: 'Request invalid' },
  precondition_failed: { status: 412, title: 'Item changed meanwhile' },
  precondition_required: { status: 428, title: 'Precondition required' },
  stock_insufficient: { status: 409, title: 'Stock would fall below zero' },
  quantity_excessive: { status: 409, title: 'Quantity would exceed the maximum' },
  wallet_insufficient: { status: 409, title: 'Wallet balance too low' },
  wallet_full: { status: 409, title: 'Wallet balance would exceed the maximum' },
  currency_mismatch: { status: 422, title: 'Currency differs from the wallet’s' },
  org_conflict: { status: 409, title: 'Organization exists with other terms' },
  idempotency_key_reused: { status: 422, title: 'Idempotency key used for another request' },
  idempotency_in_progress: { status: 409, title: 'Request with this idempotency key still runs', retryAfter: 1 },
  keys_unavailable: { status: 503, title: 'Access tokens cannot be verified now', retryAfter: 5 },
  dependency_unavailable: { status: 503, title: 'Service temporarily unavailable', retryAfter: 2 },
  internal: { status: 500, title: 'Internal error' },
  body_incomplete: { status: 400, title: 'Body incomplete' },
} as const satisfies Record<string, ProblemSpec>

export type ProblemCode = keyof typeof problems

/** A row with the general type, for code that treats all problems alike. */
export const problemSpec = (code: ProblemCode): ProblemSpec => problems[code]
