/**
 * Around every request: its id, its one log line, and no exception that leaves unanswered.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { type DecisionRecord, traceOf, writeDecision } from '../decision-log.ts'
import { pathFault } from '../input/path.ts'
import { isOutage } from '../outbound/outage.ts'
import { Problem } from '../problem.ts'
import { type Issuer, problemResponse } from '../respond.ts'
import type { AppDeps, AppEnv } from './context.ts'
import { transportOf } from './transport.ts'

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

/** The answer to anything thrown, noted in the record. */
export function answerTo(issuer: Issuer, error: unknown, requestId: string, record: DecisionRecord): Response {
  const problem = problemOf(error)
  record.problem = problem.code
  if (problem.options.cause !== undefined) record.error = traceOf(problem.options.cause)
  return problemResponse(issuer, problem, requestId)
}

/** Gives the request its id and its record, and writes the log line when the answer stands. */
export function logged({ now, log }: AppDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const started = now()
    const transport = transportOf(c.req.raw, c.env)
    const record: DecisionRecord = { decision: 'deny', reason: 'unfinished' }
    c.set('transport', transport)
    c.set('requestId', transport.requestId)
    c.set('record', record)
    await next()
    c.res.headers.set('cache-control', 'no-store')
    c.res.headers.set('x-request-id', transport.requestId)
    const { status } = c.res
    writeDecision(log, {
      event: 'decision',
      at: new Date(started).toISOString(),
      requestId: transport.requestId,
      method: transport.method,
      ...record,
      status,
      durationMs: now() - started,
    })
  }
}

/** An API answers no page: nothing may be loaded, framed or sniffed. Transport security is for a year. */
export const security = (): MiddlewareHandler<AppEnv> =>
  secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    strictTransportSecurity: 'max-age=31536000; includeSubDomains',
    xFrameOptions: 'DENY',
  })

/** Answers what Hono's error handler does not see: a thrown value that is no `Error`, and a handler without answer. */
export function contained(issuer: Issuer): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const answer = (error: unknown) => answerTo(issuer, error, c.get('requestId'), c.get('record'))
    try {
      await next()
    } catch (error) {
      c.res = answer(error)
      return
    }
    if (!c.finalized) c.res = answer(new Error('No answer was given'))
  }
}

/** Refuses, before routing, what an adapter could not pass on and paths that are read in two ways. */
export const straightPath: MiddlewareHandler<AppEnv> = async (c, next) => {
  const record = c.get('record')
  const refused = c.env?.fault
  if (refused !== undefined) {
    record.reason = refused.code
    throw refused
  }
  const fault = pathFault(c.get('transport').path)
  if (fault !== undefined) {
    record.reason = `path_${fault}`
    const detail = 'Send a plain path: no empty or dot segments, no `;` or backslash, nothing encoded twice'
    throw new Problem('path_refused', { detail })
  }
  await next()
}
