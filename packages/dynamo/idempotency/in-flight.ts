/**
 * Requests with one key that run in this process: the second waits for the first and takes what it came to. One that
 * waited long enough is told that the first still runs, which is no outage: its answer is on the way.
 *
 * For courtesy only, never for correctness: a first request in another process is not known here, and the transaction
 * decides (`once.ts`).
 *
 * @module
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
export interface Journey<T> {
  /** The key of its row. */
  readonly key: string
  readonly fingerprint: string
  readonly run: () => Promise<T>
}

/** What a request came to, and whether an earlier one with the same fingerprint brought it there. */
export type Landed<T> = { readonly kind: 'own' | 'shared'; readonly result: T } | { readonly kind: 'other' }

/**
 * @returns a runner. Of requests with one key it runs one at a time. `other`: the one that ran meanwhile succeeded and
 * has another fingerprint. A failure is shared as well: what was refused, or was out, a moment ago is so for the second.
 * It throws what the request throws, and `idempotency_in_progress` when the first outlasts the patience.
 */
export function createInFlight<T>(): (journey: Journey<T>) => Promise<Landed<T>> {
  const flights = new Map<string, { readonly fingerprint: string; readonly landing: Promise<T> }>()
  return async ({ key, fingerprint, run }) => {
    const timeUp = performance.now() + patience
    for (let first = flights.get(key); first !== undefined; first = flights.get(key)) {
      const landing = within(timeUp - performance.now(), first.landing)
      if (first.fingerprint === fingerprint) return { kind: 'shared', result: await landing }
      if (await succeeded(landing)) return { kind: 'other' }
    }
    // INVARIANT: nothing is awaited between the look and the entry, so two never start at once.
    const landing = run().finally(() => flights.delete(key))
    flights.set(key, { fingerprint, landing })
    return { kind: 'own', result: await landing }
  }
}

async function within<T>(milliseconds: number, landing: Promise<T>): Promise<T> {
  const timeUp = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeUp.reject(stillRunning()), Math.max(0, milliseconds))
  try {
    return await Promise.race([landing, timeUp.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Whether the other request took effect. That it still runs is this one's answer too. */
async function succeeded(landing: Promise<unknown>): Promise<boolean> {
  try {
    await landing
    return true
  } catch (error) {
    if (error instanceof Problem && error.code === 'idempotency_in_progress') throw error
    return false
  }
}
