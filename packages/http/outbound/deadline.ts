/**
 * Time limits of outgoing calls: one budget for everything a request waits for, so that a slow dependency gives
 * a 503 while the caller still listens, instead of a pile of requests that all hang.
 */

/** How long a request may wait for its dependencies altogether, in milliseconds: 503 within two seconds, with room for the answer. */
export const budget = 1_500

export interface Deadline {
  /** Aborts when the time is up; give it to every call. */
  readonly signal: AbortSignal
  /** Milliseconds that are left; never negative. */
  readonly remaining: () => number
}

/** Starts the clock. Begin before any waiting, a queue included. */
export function startDeadline(milliseconds: number = budget): Deadline {
  const end = performance.now() + milliseconds
  return {
    signal: AbortSignal.timeout(milliseconds),
    remaining: () => Math.max(0, end - performance.now()),
  }
}
