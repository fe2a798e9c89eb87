/**
 * Doing a thing once: the effect, its answer and the key become durable in one transaction, so that a crash at any
 * point leaves all of it or nothing, and a retry gets the first answer or finishes the work.
 *
 * A row written before the effect would block the retry of a request that died in between; one written after it
 * would let that retry act twice. So nothing in the database says "still running": of two racing requests one transaction
 * wins, and the other finds its row. That the first still runs is said where it is known: when it runs in this
 * process, and when DynamoDB reports another transaction on the very row of the key.
 *
 * @module
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { backOff } from '@scopegate/http/outbound/backoff'
import { type Deadline, startDeadline } from '@scopegate/http/outbound/deadline'
import type { RunInLane } from '@scopegate/http/outbound/keyed-mutex'
import { Problem } from '@scopegate/http/problem'
import { type TransactionResult, transact, type Write } from '../transaction.ts'
import type { Answer } from './answer.ts'
import { fingerprint, type KeyedRequest, rowKey } from './fingerprint.ts'
import { createInFlight, stillRunning } from './in-flight.ts'
import { findRow, rowWrite } from './rows.ts'

/** What a request would do, computed from what the plan just read. */
export interface Effect {
  /** At least one must carry the condition that what the plan read is still so. */
  readonly writes: readonly Write[]
  readonly answer: Answer
}

/**
 * Reads, decides, and describes the writes. Called again when a condition fails, so it must read anew.
 * It refuses by throwing a `Problem`; a refused request keeps nothing, and its key may be used again.
 */
export type Plan = (deadline: Deadline) => Promise<Effect>

export interface OnceDeps {
  readonly client: DynamoDBDocumentClient
  /** The table of keys. */
  readonly table: string
  readonly lanes: RunInLane
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface OnceRequest extends KeyedRequest {
  /** What requests of this kind contend for, such as one organization's wallet. */
  readonly contended: string
}

export interface OnceResult {
  readonly answer: Answer
  /** Whether the answer is that of an earlier request. */
  readonly replayed: boolean
}

/** Where the key's row stands among the writes. */
const keyWrite = 0

/** Runs requests that carry a key. */
export type Once = (request: OnceRequest, plan: Plan) => Promise<OnceResult>

/**
 * @returns a runner that performs each plan at most once for each key, for 24 hours.
 * It throws `idempotency_key_reused` when the key came with another payload, `idempotency_in_progress` when the first
 * request with the key still runs, and `dependency_unavailable` when conflicts or an outage outlast the deadline; a
 * retry with the same key is right after the last two.
 */
export function createOnce(deps: OnceDeps): Once {
  const alone = createInFlight<OnceResult>()
  return async (request, plan) => {
    const deadline = startDeadline()
    const earlier = async (): Promise<OnceResult | undefined> => {
      const row = await findRow(deps, request, deadline)
      if (row === undefined) return undefined
      if (row.fingerprint !== fingerprint(request)) throw reused()
      return { answer: row.answer, replayed: true }
    }
    const tryOnce = async (tries: number): Promise<OnceResult> => {
      const before = await earlier()
      if (before !== undefined) return before
      const effect = await settled(plan(deadline))
      if (effect instanceof Problem) {
        // What the plan refused may be the effect of this very request, sent twice: the balance that its twin just
        // spent. Effect and row appear together, so a twin that was seen is found now.
        const twin = await earlier()
        if (twin !== undefined) return twin
        throw effect
      }
      const { writes, answer } = effect
      const result = await transact(deps.client, deadline, [rowWrite(deps, request, answer), ...writes])
      if (result.kind === 'done') return { answer, replayed: false }
      await backOff(deadline, tries, () => givenUp(result))
      return tryOnce(tries + 1)
    }
    const run = () => deps.lanes(request.contended, () => tryOnce(0))
    const landed = await alone({ key: rowKey(request), fingerprint: fingerprint(request), run })
    switch (landed.kind) {
      case 'own':
        return landed.result
      case 'shared':
        return { ...landed.result, replayed: true }
      case 'other':
        throw reused()
    }
  }
}

/** Why the tries ended. Only requests with this key touch its row, so a conflict there is such a request. */
function givenUp(result: TransactionResult): Problem {
  if (result.kind !== 'conflict') return contended()
  return result.at.includes(keyWrite) ? stillRunning(result.cause) : contended(result.cause)
}

const contended = (cause?: unknown) =>
  new Problem('dependency_unavailable', {
    detail: 'Too many requests change the same thing at once: try again later, with the same `Idempotency-Key`',
    cause,
  })

/** The effect, or the problem that refuses it; other errors pass. */
async function settled(planned: Promise<Effect>): Promise<Effect | Problem> {
  try {
    return await planned
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

const reused = () =>
  new Problem('idempotency_key_reused', {
    detail: '`Idempotency-Key` was used for another request: send a new key for a new request',
  })
