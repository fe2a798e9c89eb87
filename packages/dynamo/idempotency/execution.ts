/**
 * Idempotent execution: the effect, its answer and the key become durable in one transaction, so that a crash at any
 * point leaves all of it or nothing, and a retry gets the first answer or finishes the work.
 *
 * A row written before the effect would block the retry of a request that died in between; one written after it
 * would let that retry act twice. So nothing in the database says "still running": of two racing requests one transaction
 * wins, and the other finds its row. That the first still runs is reported where it is known: when it runs in this
 * process, and when DynamoDB reports another transaction on the very row of the key.
 */
import { type Deadline, startDeadline } from '@scopegate/http/outbound/deadline'
import { Problem } from '@scopegate/http/problem'
import { backOff } from '../backoff.ts'
import type { Documents } from '../documents.ts'
import { createKeyedMutex } from '../keyed-mutex.ts'
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

export interface IdempotencyDeps {
  readonly client: Documents
  /** The table of keys. */
  readonly table: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface IdempotentRequest extends KeyedRequest {
  /** What requests of this kind contend for, such as one organization's account: within a process they take turns. */
  readonly contended: string
}

export interface ExecutionResult {
  readonly answer: Answer
  /** Whether the answer is that of an earlier request. */
  readonly replayed: boolean
}

/** Where the key's row stands among the writes. */
const keyWrite = 0

/** Executes a request that carries a key. */
export type ExecuteIdempotently = (request: IdempotentRequest, plan: Plan) => Promise<ExecutionResult>

/**
 * @returns a function that executes each plan at most once for each key, for 24 hours.
 * It throws `idempotency_key_reused` when the key came with another payload, `idempotency_in_progress` when the first
 * request with the key still runs, and `dependency_unavailable` when conflicts or an outage outlast the deadline; a
 * retry with the same key is right after the last two.
 * @example
 * const idempotently = createIdempotentExecution({ client, table: tables.idempotency, now: Date.now })
 * const result = await idempotently({ key, operation: 'createOrder', org, caller, payload, contended: org }, async () => {
 *   const { order, write } = orders.forOrg(org).plan(payload)
 *   return { writes: [write], answer: jsonAnswer(201, order) }
 * })
 * return toResponse(result)
 */
export function createIdempotentExecution(deps: IdempotencyDeps): ExecuteIdempotently {
  const exclusively = createKeyedMutex()
  const alone = createInFlight<ExecutionResult>()
  return async (request, plan) => {
    const deadline = startDeadline()
    const earlier = async (): Promise<ExecutionResult | undefined> => {
      const row = await findRow(deps, request, deadline)
      if (row === undefined) return undefined
      if (row.fingerprint !== fingerprint(request)) throw reused()
      return { answer: row.answer, replayed: true }
    }
    const tryIt = async (tries: number): Promise<ExecutionResult> => {
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
      return tryIt(tries + 1)
    }
    const run = () => exclusively(request.contended, () => tryIt(0))
    const outcome = await alone({ key: rowKey(request), fingerprint: fingerprint(request), run })
    switch (outcome.kind) {
      case 'own':
        return outcome.result
      case 'shared':
        return { ...outcome.result, replayed: true }
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
