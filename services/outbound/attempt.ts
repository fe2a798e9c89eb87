/**
 * The one door for outgoing calls: bounded by the deadline, and its failures told apart. A dependency that is slow,
 * dead or throttling is `dependency_unavailable` (503, try again); anything else is our mistake and stays a 500.
 *
 * @module
 */
import { Problem } from '../http/problem.ts'
import type { Deadline } from './deadline.ts'

/** Errors of the SDK and of Node that mean "not now". */
const transientNames: ReadonlySet<string> = new Set([
  'AbortError',
  'TimeoutError',
  'RequestTimeout',
  'RequestTimeoutException',
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'TransactionInProgressException',
])

const transientCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

interface Failure {
  readonly name?: unknown
  readonly code?: unknown
  readonly $fault?: unknown
  readonly $metadata?: { readonly httpStatusCode?: unknown }
  readonly $retryable?: unknown
}

/** Whether the failure is an outage of the dependency and not a mistake of ours. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  // The cast is safe: every field is optional and unknown, so nothing is assumed.
  const { name, code, $fault, $metadata, $retryable } = error as Failure
  if (typeof name === 'string' && transientNames.has(name)) return true
  if (typeof code === 'string' && transientCodes.has(code)) return true
  if ($fault === 'server' || $retryable !== undefined) return true
  return typeof $metadata?.httpStatusCode === 'number' && $metadata.httpStatusCode >= 500
}

const expiry = ({ signal }: Deadline): Promise<never> =>
  new Promise((_, reject) => {
    const expire = () => reject(new Problem('dependency_unavailable', { cause: signal.reason }))
    if (signal.aborted) expire()
    else signal.addEventListener('abort', expire, { once: true })
  })

/**
 * Runs one outgoing call. The race matters: the SDK does not look at the signal while it waits between attempts.
 *
 * @throws {Problem} `dependency_unavailable` when the time is up or the dependency is out. Other errors pass.
 */
export async function attempt<T>(deadline: Deadline, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (deadline.remaining() === 0) throw new Problem('dependency_unavailable', { cause: deadline.signal.reason })
  try {
    return await Promise.race([call(deadline.signal), expiry(deadline)])
  } catch (error) {
    throw isOutage(error) ? new Problem('dependency_unavailable', { cause: error }) : error
  }
}
