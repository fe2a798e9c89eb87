/** A caller who wants an answer: repeats a request, always with its own key, through everything that says "not now". */
import { setTimeout } from 'node:timers/promises'

/** What callers met on their way, added up. */
export interface Tally {
  /** Requests that got their final answer. */
  answers: number
  retries: number
  /** Final answers marked `Idempotency-Replayed`: an earlier try had taken effect, and its answer was lost. */
  replays: number
  connectionErrors: number
  unavailable: number
  inProgress: number
  /** 503 and 409 "in progress" that did not say when to come back. Must stay 0. */
  withoutRetryAfter: number
}

export const newTally = (): Tally => ({
  answers: 0,
  retries: 0,
  replays: 0,
  connectionErrors: 0,
  unavailable: 0,
  inProgress: 0,
  withoutRetryAfter: 0,
})

export interface Answer {
  readonly status: number
  readonly replayed: boolean
  readonly location: string | null
  readonly body: string
}

export interface RechargeRequest {
  readonly url: string
  readonly token: string
  readonly key: string
  readonly terms: { readonly account: string; readonly amount: number; readonly currency: string }
}

/** Sends a recharge once. @throws when the connection fails before the whole answer is here. */
export async function rechargeOnce({ url, token, key, terms }: RechargeRequest) {
  const response = await fetch(`${url}/v1/recharges`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': `"${key}"` },
    body: JSON.stringify(terms),
    signal: AbortSignal.timeout(5_000),
  })
  const answer: Answer = {
    status: response.status,
    replayed: response.headers.get('idempotency-replayed') === 'true',
    location: response.headers.get('location'),
    body: await response.text(),
  }
  return { answer, retryAfter: response.headers.get('retry-after') }
}

/** Whether it says that the first request with this key still runs. */
export const isInProgress = ({ status, body }: Answer): boolean =>
  status === 409 && body.includes('"idempotency_in_progress"')

/** How long a caller insists, in milliseconds. Far above what a restart takes, so that running out is a finding. */
const patience = 60_000

/**
 * Sends a recharge until it has a final answer, which is anything but a lost connection, a 503, or a 409 that says
 * that the first one still runs.
 *
 * @throws Error that says how it ended when `patience` ran out
 */
export async function rechargeUntilAnswered(request: RechargeRequest, tally: Tally): Promise<Answer> {
  const end = performance.now() + patience
  for (;;) {
    let last = 'no connection'
    try {
      const { answer, retryAfter } = await rechargeOnce(request)
      const running = isInProgress(answer)
      if (answer.status !== 503 && !running) {
        tally.answers += 1
        if (answer.replayed) tally.replays += 1
        return answer
      }
      last = `${answer.status} ${answer.body}`
      tally[running ? 'inProgress' : 'unavailable'] += 1
      if (retryAfter === null) tally.withoutRetryAfter += 1
    } catch {
      tally.connectionErrors += 1
    }
    if (performance.now() > end) throw new Error(`No answer in ${patience / 1000} seconds; the last was: ${last}`)
    tally.retries += 1
    // Sooner than `Retry-After` says: impatient callers are the harder case, and the test the shorter.
    await setTimeout(20 + Math.random() * 80)
  }
}
