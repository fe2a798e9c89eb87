/** Around every request: its id, its one log line, and no exception that leaves unanswered. */
import type { Context } from 'hono'
import { type DecisionRecord, newRecord, traceOf, unfinished, writeDecision } from '../decision-log.ts'
import { pathFault } from '../input/path.ts'
import { isOutage } from '../outbound/outage.ts'
import { Problem } from '../problem.ts'
import { type Issuer, problemAnswer } from '../respond.ts'
import type { AppDeps, AppEnv } from './context.ts'
import { headersFor, prepare } from './headers.ts'
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

/** The problem that answers anything thrown, noted in the record. */
export function notedProblem(error: unknown, record: DecisionRecord): Problem {
  const problem = problemOf(error)
  record.problem = problem.code
  if (record.reason === unfinished) record.reason = problem.code
  if (problem.options.cause !== undefined) record.error = traceOf(problem.options.cause)
  return problem
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
  const record = newRecord(started, requestId, method)
  return {
    record,
    close: (status) => {
      record.status = status
      record.durationMs = now() - started
      writeDecision(log, record)
    },
  }
}

/** A request on its way through the frame. */
export interface Framed {
  readonly transport: Transport
  readonly record: DecisionRecord
}

/** What answers inside the frame. Nothing returned means that the answer stands in `c.res`. */
type Work = (request: Framed) => Response | undefined | Promise<Response | undefined>

/**
 * Runs the work inside the frame: the request has an id and a record, the answer its headers, whatever is thrown an answer,
 * and the log line is written when the answer stands. A promise only where the work is one.
 */
export function framed(issuer: Issuer, deps: AppDeps, c: Context<AppEnv>, work: Work): Response | Promise<Response> {
  const transport = transportOf(c.req.raw, c.env)
  const { requestId } = transport
  const { record, close } = openRecord(deps, transport)
  c.set('requestId', requestId)
  const complete = prepare(c, requestId)
  const closed = (answer: Response): Response => {
    // Where several routes match, Hono answers with what a handler has put there.
    if (c.finalized && c.res !== answer) {
      // Otherwise Hono would merge the two.
      c.res = undefined
      c.res = answer
    }
    close(answer.status)
    return answer
  }
  const failed = (error: unknown): Response => {
    const { status, headers, body } = problemAnswer(issuer, notedProblem(error, record), requestId)
    return closed(new Response(body, { status, headers: { ...headersFor(requestId), ...headers } }))
  }
  const answered = (given: Response | undefined): Response => {
    const answer = given ?? (c.finalized ? c.res : undefined)
    if (answer === undefined) throw new Error('No answer was given')
    return closed(complete(answer))
  }
  try {
    refuseOdd(transport, c.env?.fault, record)
    const given = work({ transport, record })
    // The promise first: on Lambda, what is asked whether it is a `Response` loads Node's own.
    const isThere = !(given instanceof Promise) && (given === undefined || given instanceof Response)
    if (isThere) return answered(given)
    // Whatever has a `then` is waited for, as Hono does.
    return Promise.resolve(given).then(answered).catch(failed)
  } catch (error) {
    return failed(error)
  }
}
