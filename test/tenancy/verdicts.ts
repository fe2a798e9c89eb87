/**
 * Building blocks of judgements: an answer is either what the model says, and gives the next state, or a fault.
 *
 * @module
 */
import { isDeepStrictEqual } from 'node:util'
import { type ProblemCode, problemSpec } from '@scopegate/scopes/problems'
import type { OrgState } from './org-state.ts'
import type { Answer } from './wire.ts'

/** What becomes of the organization, or why the answer cannot be right. */
export type Verdict =
  | { readonly kind: 'fits'; readonly state: OrgState }
  | { readonly kind: 'fault'; readonly fault: string }

export const fits = (state: OrgState): Verdict => ({ kind: 'fits', state })
export const fault = (text: string): Verdict => ({ kind: 'fault', fault: text })

/** The code of a problem; `undefined` for any other answer. */
export const codeOf = ({ json, headers }: Answer): unknown =>
  headers['content-type'] === 'application/problem+json' && typeof json === 'object' && json !== null && 'code' in json
    ? json.code
    : undefined

/** The answer in one line, for the report. */
export const shown = ({ status, text }: Answer): string => `${status} ${text.slice(0, 400)}`

/** Why the answer is not this problem; `undefined` when it is. */
export function notProblem(answer: Answer, code: ProblemCode): string | undefined {
  const { status } = problemSpec(code)
  if (answer.status === status && codeOf(answer) === code) return undefined
  return `expected ${status} ${code}, got ${shown(answer)}`
}

/** The request is refused with this problem, and nothing changes. */
export function refused(state: OrgState, answer: Answer, code: ProblemCode): Verdict {
  const reason = notProblem(answer, code)
  return reason === undefined ? fits(state) : fault(reason)
}

/** A value that only the server can choose. */
export interface Unknown {
  readonly [unknown]: RegExp
}
const unknown = Symbol('unknown')

/** A ULID, as in ids and versions. */
export const aUlid: Unknown = { [unknown]: /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/ }
/** RFC 3339, UTC, with milliseconds. */
export const aTime: Unknown = { [unknown]: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ }

const isUnknown = (value: object): value is Unknown => unknown in value

/** Whether the value is the pattern, field by field, with no field more. */
export function matches(value: unknown, pattern: unknown): boolean {
  if (typeof pattern !== 'object' || pattern === null) return Object.is(value, pattern)
  if (isUnknown(pattern)) return typeof value === 'string' && pattern[unknown].test(value)
  if (Array.isArray(pattern)) return isDeepStrictEqual(value, pattern)
  if (typeof value !== 'object' || value === null) return false
  const names = Object.keys(pattern)
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const patterns: Readonly<Record<string, unknown>> = { ...pattern }
  return Object.keys(fields).length === names.length && names.every((name) => matches(fields[name], patterns[name]))
}

/** Why the answer is not this success; `undefined` when it is. */
export function notSuccess(answer: Answer, status: number, body: unknown): string | undefined {
  const json = answer.headers['content-type'] === 'application/json'
  if (answer.status === status && json && matches(answer.json, body)) return undefined
  return `expected ${status} ${JSON.stringify(body)}, got ${shown(answer)}`
}
