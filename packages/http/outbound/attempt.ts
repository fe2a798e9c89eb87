/**
 * The one door for outgoing calls: nothing waits past the deadline. The kit turns what it throws then, and every
 * other sign of an outage, into a 503 (`outage.ts`).
 */
import type { Deadline } from './deadline.ts'

const expiry = ({ signal }: Deadline): Promise<never> =>
  new Promise((_, reject) => {
    // The cast is safe: the reason of `AbortSignal.timeout` is a DOMException.
    const expire = () => reject(signal.reason as Error)
    if (signal.aborted) expire()
    else signal.addEventListener('abort', expire, { once: true })
  })

/** Runs one outgoing call. The race matters: the SDK does not look at the signal while it waits between attempts. */
export async function attempt<T>(deadline: Deadline, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return deadline.signal.aborted ? expiry(deadline) : Promise.race([call(deadline.signal), expiry(deadline)])
}
