/** Building blocks of judgements: an answer is either what the model says, and gives the next state, or a fault. */

import { type ProblemCode, problemSpec } from '../../support/contract.ts'
import { matches } from '../attempts/patterns.ts'
import type { Answer } from '../wire.ts'
import type { OrgState } from './org-state.ts'

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

/** Why the answer is not this success; `undefined` when it is. */
export function notSuccess(answer: Answer, status: number, body: unknown): string | undefined {
  const json = answer.headers['content-type'] === 'application/json'
  if (answer.status === status && json && matches(answer.json, body)) return undefined
  return `expected ${status} ${JSON.stringify(body)}, got ${shown(answer)}`
}
