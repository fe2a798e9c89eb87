/**
 * What every AWS client is built with: limits for one attempt and a bound on attempts. The SDK's own defaults wait
 * for a connection and an answer without end.
 */

/**
 * Client options. The SDK repeats an attempt that failed by time or throttling, so every write that goes through
 * such a client must be safe to send twice: a transaction (the SDK gives it a token), or one whose outcome can be told.
 */
export const clientLimits = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 300,
    requestTimeout: 900,
    // Without it the SDK only prints a warning when the time is up.
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: true, maxSockets: 128 },
    httpsAgent: { keepAlive: true, maxSockets: 128 },
  },
} as const
