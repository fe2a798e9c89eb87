/** What a gate says about a request. */
import type { Reason } from './explain.ts'
import type { Facts } from './facts.ts'

/** What the caller sees. */
export interface HttpAnswer {
  readonly status: number
  /** Those that say something about the refusal. */
  readonly headers: Readonly<Record<string, string>>
  /** JSON; `null` where there is no body. */
  readonly body: Readonly<Record<string, unknown>> | null
}

export interface Refusal {
  readonly check: string
  readonly reason: Reason
  readonly answer: HttpAnswer
}

export interface Held {
  readonly check: string
  readonly says: string
}

/** The checks that held, in their order, and the one that did not. */
export interface Asked {
  readonly held: readonly Held[]
  readonly refusal?: Refusal
}

/** A check of a layer: its name, what it refuses for, and what it means that it held. */
export type Check<Found> = readonly [name: string, found: readonly Found[], held: (facts: Facts) => string]

export const heldBy = <Found>(checks: readonly Check<Found>[], facts: Facts): readonly Held[] =>
  checks.map(([check, , held]) => ({ check, says: held(facts) }))

/** Stands for the id of a request that was not made. */
export const anyRequest = '<request id>'

const telling = ['content-type', 'www-authenticate', 'x-amzn-remapped-www-authenticate', 'allow', 'connection']

/** An answer of either gate, as far as it is shown. */
export function answerFrom(answer: {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | string
}): HttpAnswer {
  const text = answer.body.toString()
  return {
    status: answer.status,
    headers: Object.fromEntries(
      telling.flatMap((name) => (answer.headers[name] === undefined ? [] : [[name, answer.headers[name]]])),
    ),
    // The cast is safe: both gates answer with JSON objects.
    body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
  }
}
