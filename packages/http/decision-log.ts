/**
 * The one log line of a request: who was allowed or denied what, and why. Never a token, never what a person is
 * called, never an address or a body; and never an error's message, because libraries quote their input in it.
 */
import type { Rejection } from './verify/rejection.ts'

/** Where log lines go. It may throw or reject: the answer does not depend on it. */
export type Log = (entry: Record<string, unknown>) => unknown

/** Collected while a request runs. `decision` is `deny` until the guard says otherwise. */
export interface DecisionRecord {
  operation?: string
  decision: 'allow' | 'deny'
  /** Stable, for alarms and queries. */
  reason: string
  pool?: string
  client?: string
  clientId?: string
  kind?: string
  sub?: string
  org?: string
  /** What spoke against the token. */
  rejection?: Rejection
  /** The code of the problem that was answered. */
  problem?: string
  error?: ErrorTrace
}

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

/** Writes the line. A log that fails must not turn a decision into another answer. */
export function writeDecision(log: Log, entry: Record<string, unknown>): void {
  try {
    Promise.resolve(log(entry)).catch(() => undefined)
  } catch {
    // Nothing to do: the place where this would be reported is the one that failed.
  }
}
