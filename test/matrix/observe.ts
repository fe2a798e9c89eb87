/**
 * Reads off an answer whether a gate refused, and tells a gate's refusal from a handler's own answer.
 *
 * @module
 */
import type { ProblemCode } from '@scopegate/scopes/problems'
import type { Verdict } from './predict.ts'

/** The codes by which the services' guard refuses; every other problem is a handler's answer to somebody it let in. */
const refusals: readonly ProblemCode[] = [
  'token_missing',
  'credentials_malformed',
  'token_rejected',
  'id_token_sent',
  'scope_insufficient',
  'caller_unassigned',
  'caller_kind_refused',
]

const isRefusal = (status: number): status is 401 | 403 | 404 => status === 401 || status === 403 || status === 404

/** The verdict of the gateway in front of the services: its own refusals have a `message` and no problem. */
export async function observedAtGateway(response: Response): Promise<Verdict> {
  const body = await response.text()
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false
  if (isProblem) return problemVerdict(response.status, body)
  return isRefusal(response.status) && body.includes('"message"') ? `${response.status}` : passed(response.status, body)
}

/** The verdict of the services' guard. */
export async function observedAtServices(response: Response): Promise<Verdict> {
  const body = await response.text()
  return response.status < 400 ? 'yes' : problemVerdict(response.status, body)
}

function problemVerdict(status: number, body: string): Verdict {
  // The cast is safe: what is not a string code is not in the list either.
  const { code } = JSON.parse(body) as { readonly code: ProblemCode }
  if (isRefusal(status) && refusals.includes(code)) return `${status}`
  return passed(status, body)
}

function passed(status: number, body: string): Verdict {
  // An outage is no verdict at all: it must never be counted as an answer of the matrix.
  if (status >= 500) throw new Error(`The gate gave no verdict but ${status}: ${body}`)
  return 'yes'
}
