/**
 * Requests with one key that run in this process: the second waits for the first and takes what it came to. One that
 * waited long enough is answered that the first still runs, which is no outage.
 *
 * For courtesy only, never for correctness: a first request in another process is not known here, and the transaction
 * decides (`execution.ts`).
 */
import { Problem } from '@scopegate/http/problem'

/** How long the second waits for the first, in milliseconds: most firsts end within a few dozen. */
export const patience = 1_000

export const stillRunning = (cause?: unknown) =>
  new Problem('idempotency_in_progress', {
    detail: 'A request with this `Idempotency-Key` still runs: send the same request again to get its answer',
    cause,
  })

/** A request with its key. */
export interface Run<T> {
  /** The key of its row. */
  readonly key: string
  readonly fingerprint: string
  readonly run: () => Promise<T>
}

/** The outcome of a request, and whether it is that of an earlier one with the same fingerprint. */
export type Outcome<T> = { readonly kind: 'own' | 'shared'; readonly result: T } | { readonly kind: 'other' }

/**
 * @returns a function that runs requests, one at a time of those with one key. `other`: the one that ran meanwhile
 * succeeded and has another fingerprint. A failure is shared as well: what was refused, or was out, a moment ago is so for the second.
 * It throws what the request throws, and `idempotency_in_progress` when the first outlasts the patience.
 */
export function createInFlight<T>(): (request: Run<T>) => Promise<Outcome<T>> {
  const running = new Map<string, { readonly fingerprint: string; readonly result: Promise<T> }>()
  return async ({ key, fingerprint, run }) => {
    const timeUp = performance.now() + patience
    for (let first = running.get(key); first !== undefined; first = running.get(key)) {
      const result = within(timeUp - performance.now(), first.result)
      if (first.fingerprint === fingerprint) return { kind: 'shared', result: await result }
      if (await succeeded(result)) return { kind: 'other' }
    }
    // INVARIANT: nothing is awaited between the look and the entry, so two never start at once.
    const result = run().finally(() => running.delete(key))
    running.set(key, { fingerprint, result })
    return { kind: 'own', result: await result }
  }
}

async function within<T>(milliseconds: number, result: Promise<T>): Promise<T> {
  const timeUp = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeUp.reject(stillRunning()), Math.max(0, milliseconds))
  try {
    return await Promise.race([result, timeUp.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Whether the other request took effect. That it still runs is this one's answer too. */
async function succeeded(result: Promise<unknown>): Promise<boolean> {
  try {
    await result
    return true
  } catch (error) {
    if (error instanceof Problem && error.code === 'idempotency_in_progress') throw error
    return false
  }
}
