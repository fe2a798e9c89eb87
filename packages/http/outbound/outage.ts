/** Tells an outage of something that we depend on from a mistake of our own. */

/** Error names of the AWS SDK (and of `AbortSignal`) that mean "not now". */
const outageNames: ReadonlySet<string> = new Set([
  'AbortError',
  'TimeoutError',
  'RequestTimeout',
  'RequestTimeoutException',
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'LimitExceededException',
  'TransactionInProgressException',
  'InternalServerError',
  'InternalErrorException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
])

/** Node’s codes of a connection that could not be made or was lost. */
const outageCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
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
  readonly $retryable?: unknown
  readonly $metadata?: { readonly httpStatusCode?: unknown }
}

/** Whether a retry may help the caller: throttling, time-outs and lost connections of the AWS SDK and of Node. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  // The cast is safe: every field is optional and unknown, so nothing is assumed.
  const { name, code, $retryable, $metadata } = error as Failure
  if (typeof name === 'string' && outageNames.has(name)) return true
  if (typeof code === 'string' && outageCodes.has(code)) return true
  if ($retryable !== undefined) return true
  return typeof $metadata?.httpStatusCode === 'number' && $metadata.httpStatusCode >= 500
}
