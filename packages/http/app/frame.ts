/** Around every request: its id, its one log line, and no exception that leaves unanswered. */
import type { Context } from 'hono'
import { type DecisionRecord, traceOf, writeDecision } from '../decision-log.ts'
import { pathFault } from '../input/path.ts'
import { isOutage } from '../outbound/outage.ts'
import { Problem } from '../problem.ts'
import { type Issuer, problemAnswer } from '../respond.ts'
import type { AppDeps, AppEnv } from './context.ts'
import { complete, headersFor, prepare } from './headers.ts'
import { type Transport, transportOf } from './transport.ts'

/** Anything thrown, as a problem that can be answered: ours as it is, an outage as 503, the rest as 500. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (isOutage(error)) {
    const detail = 'Something that this service depends on does not answer: try again later'
    return new Problem('dependency_unavailable', { detail, cause: error })
  }
  const detail = 'The mistake is ours: quote `instance` when you report it'
  return new Problem('internal', { detail, cause: error })
}

/** The reason of a request for which there was no decision yet. */
const unfinished = 'unfinished'

/** The problem that answers anything thrown, noted in the record. */
export function notedProblem(error: unknown, record: DecisionRecord): Problem {
  const problem = problemOf(error)
  record.problem = problem.code
  if (record.reason === unfinished) record.reason = problem.code
  if (problem.options.cause !== undefined) record.error = traceOf(problem.options.cause)
  return problem
}

/** The answer to anything thrown inside the frame. */
export function answerTo(issuer: Issuer, error: unknown, c: Context<AppEnv>): Response {
  const requestId = c.get('requestId')
  const { status, headers, body } = problemAnswer(issuer, notedProblem(error, c.get('record')), requestId)
  const response = new Response(body, { status, headers: { ...headersFor(requestId), ...headers } })
  c.set('complete', response)
  return response
}

/** Refuses, before any decision, what an adapter could not pass on and paths that are read in two ways. */
export function refuseOdd({ path }: Pick<Transport, 'path'>, fault: Problem | undefined, record: DecisionRecord): void {
  if (fault !== undefined) throw fault
  const odd = pathFault(path)
  if (odd === undefined) return
  record.reason = `path_${odd}`
  const detail = 'Send a plain path: no empty or dot segments, no `;` or backslash, nothing encoded twice'
  throw new Problem('path_refused', { detail })
}

/** A request whose decision is to be logged. */
export interface OpenRecord {
  readonly record: DecisionRecord
  /** Writes the line. Call it when the answer stands. */
  readonly close: (status: number) => void
}

/** Begins the record of a request. */
export function openRecord({ now, log }: Pick<AppDeps, 'now' | 'log'>, { requestId, method }: Transport): OpenRecord {
  const started = now()
  const record: DecisionRecord = { decision: 'deny', reason: unfinished }
  return {
    record,
    close: (status) => {
      const at = new Date(started).toISOString()
      writeDecision(log, { event: 'decision', at, requestId, method, ...record, status, durationMs: now() - started })
    },
  }
}

/**
 * Runs the work inside the frame: the request has an id and a record, the answer its headers, whatever is thrown an answer,
 * and the log line is written when the answer stands.
 */
export async function framed(
  issuer: Issuer,
  deps: AppDeps,
  c: Context<AppEnv>,
  work: () => Promise<void>,
): Promise<void> {
  const transport = transportOf(c.req.raw, c.env)
  const { record, close } = openRecord(deps, transport)
  c.set('transport', transport)
  c.set('requestId', transport.requestId)
  c.set('record', record)
  prepare(c)
  try {
    refuseOdd(transport, c.env?.fault, record)
    await work()
    if (!c.finalized) throw new Error('No answer was given')
  } catch (error) {
    // What Hono's error handler does not see: a refusal above, a thrown value that is no `Error`, a missing answer.
    const response = answerTo(issuer, error, c)
    // Otherwise Hono would merge an earlier answer into it.
    c.res = undefined
    c.res = response
  }
  complete(c)
  close(c.res.status)
}
