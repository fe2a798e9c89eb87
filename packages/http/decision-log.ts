/**
 * The one log line of a request: who was allowed or denied what, and why. Never a token, never what a person is
 * called, never an address or a body; and never an error's message, because libraries quote their input in it.
 */
import type { Rejection } from './verify/rejection.ts'

/**
 * Where log lines go. It may throw or reject: the answer does not depend on it.
 *
 * @param members makes the members of the entry's JSON, in half the time of `JSON.stringify`
 */
export type Log = (entry: Record<string, unknown>, members?: () => string) => unknown

/** The line, collected while a request runs: all its members are there from the start, because adding one later is slow. `decision` is `deny` until the guard says otherwise. */
export type DecisionRecord = {
  readonly event: 'decision'
  /** When the request came, as RFC 3339 writes it. */
  readonly at: string
  readonly requestId: string
  readonly method: string
  operation: string | undefined
  decision: 'allow' | 'deny'
  /** Stable, for alarms and queries. */
  reason: string
  pool: string | undefined
  client: string | undefined
  clientId: string | undefined
  kind: string | undefined
  sub: string | undefined
  org: string | undefined
  /** What spoke against the token. */
  rejection: Rejection | undefined
  /** The code of the problem that was answered. */
  problem: string | undefined
  error: ErrorTrace | undefined
  /** Of the answer. */
  status: number | undefined
  durationMs: number | undefined
}

let second = { start: Number.NaN, text: '' }

/** A moment of the clock, in milliseconds since the epoch, as RFC 3339 writes it. Most requests share their second with others. */
export function timestamp(milliseconds: number): string {
  const rest = milliseconds - second.start
  if (rest >= 0 && rest < 1_000 && Number.isInteger(rest)) return `${second.text}${String(rest).padStart(3, '0')}Z`
  const text = new Date(milliseconds).toISOString()
  second = { start: Math.floor(milliseconds / 1_000) * 1_000, text: text.slice(0, -4) }
  return text
}

/** The reason of a request for which there was no decision yet. */
export const unfinished = 'unfinished'

/** Begins the line of a request. @param started milliseconds since the epoch */
export const newRecord = (started: number, requestId: string, method: string): DecisionRecord => ({
  event: 'decision',
  at: timestamp(started),
  requestId,
  method,
  decision: 'deny',
  reason: unfinished,
  operation: undefined,
  pool: undefined,
  client: undefined,
  clientId: undefined,
  sub: undefined,
  kind: undefined,
  org: undefined,
  rejection: undefined,
  problem: undefined,
  error: undefined,
  status: undefined,
  durationMs: undefined,
})

/** An error without its words. */
export interface ErrorTrace {
  readonly name: string
  readonly frames: readonly string[]
  readonly cause?: ErrorTrace
}

const longestTrace = 8

/** What can be told of an error in a log: its name, where it was thrown, and the same of its causes. */
export function traceOf(error: unknown, depth = 0): ErrorTrace {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] }
  // The name is a class's as a rule, but anyone may assign it.
  const name = /^[\w.$-]{1,64}$/.test(error.name) ? error.name : 'Error'
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, longestTrace)
    .map((line) => line.trim())
  const cause = error.cause === undefined || depth >= 3 ? undefined : traceOf(error.cause, depth + 1)
  return { name, frames, ...(cause === undefined ? {} : { cause }) }
}

/** The characters that JSON writes as they are. */
const unescaped = /^[ !#-[\]-~]*$/

const quoted = (text: string): string => (unescaped.test(text) ? `"${text}"` : JSON.stringify(text))

const member = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `,"${name}":${quoted(text)}`

const object = (name: string, value: object | undefined): string =>
  value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`

const number = (value = Number.NaN): number | null => (Number.isFinite(value) ? value : null)

/** The members of the record as `JSON.stringify` writes them. */
export function membersOf(record: DecisionRecord): string {
  const { at, requestId, method, decision, reason, operation, pool, client, clientId, kind, sub, org } = record
  const { rejection, problem, error, status, durationMs } = record
  const start = `"event":"decision","at":"${at}","requestId":${quoted(requestId)},"method":${quoted(method)}`
  const outcome = `,"decision":"${decision}","reason":${quoted(reason)}${member('operation', operation)}`
  const who = `${member('pool', pool)}${member('client', client)}${member('clientId', clientId)}${member('sub', sub)}`
  const what = `${member('kind', kind)}${member('org', org)}${object('rejection', rejection)}`
  const fault = `${member('problem', problem)}${object('error', error)}`
  return `${start}${outcome}${who}${what}${fault},"status":${number(status)},"durationMs":${number(durationMs)}`
}

/** Writes the line. A log that fails must not turn a decision into another answer. */
export function writeDecision(log: Log, record: DecisionRecord): void {
  try {
    const written = log(record, () => membersOf(record))
    if (written instanceof Promise) written.catch(() => undefined)
  } catch {
    // Nothing to do: the place where this would be reported is the one that failed.
  }
}
