/**
 * The shape of a problem's row: one a code, with its HTTP status (RFC 9457), its title, its words for the docs and, where
 * the answer must carry one, the error of its Bearer challenge (RFC 6750 §3).
 *
 * A code that was shipped never changes its meaning or its status.
 */

/** RFC 6750 §3.1. */
export type ChallengeError = 'invalid_request' | 'invalid_token' | 'insufficient_scope'

/** The part of a service that answers with a problem. */
export type ProblemLayer = 'router' | 'guard' | 'request' | 'operation' | 'any'

export interface ProblemSpec {
  readonly status: number
  /** The same for every occurrence of the code; what is particular goes into `detail`. */
  readonly title: string
  /** One sentence for the docs: what it means. */
  readonly means: string
  /** One sentence for the docs: what the caller does next. */
  readonly next: string
  /** `null` is the bare challenge of a request without credentials; absent means no challenge at all. */
  readonly challenge?: ChallengeError | null
  /** Seconds after which a retry makes sense; sent as `Retry-After`. */
  readonly retryAfter?: number
  /** Who answers; `operation`, a handler, unless given. */
  readonly layer?: ProblemLayer
  /** Which answer of API Gateway comes before it where one stands in front: its status, as the docs list them. */
  readonly behindGateway?: string
}
