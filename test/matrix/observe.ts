/**
 * Reads off an answer who gave it: a gate that refused, or the handler. Whatever is neither is an error of the test:
 * a route that is missing, or an outage, must never pass for "reached its handler".
 */

import { type OperationId, type ProblemCode } from '../support/contract.ts'
import type { Verdict } from './predict.ts'
import { succeeds } from './requests.ts'

/** The codes by which the services' guard refuses. */
const refusals: readonly ProblemCode[] = [
  'token_missing',
  'credentials_malformed',
  'token_rejected',
  'id_token_sent',
  'scope_insufficient',
  'caller_unassigned',
  'caller_kind_refused',
]

const noItem = 'There is no such item: check the SKU'
const noWallet = 'Your organization has no wallet yet: ask an operator to open it'

/**
 * What a handler says of a thing that is not there, word for word: a route that is not there says something else. Stock and a wallet
 * are there in the sample data's organizations, and in no other.
 */
const handlersOwn: Partial<Record<OperationId, string>> = {
  getInventoryItem: noItem,
  adjustInventoryItem: noItem,
  createRecharge: noWallet,
  getRecharge: 'There is no such recharge: check the id',
  getWallet: noWallet,
  listWalletEntries: noWallet,
  getProfile: 'The signed-in person no longer exists',
}

/** What is said where no handler is: no such path, a path that is refused as a whole, not with this method. */
const isNobodys = (code: ProblemCode, detail: string | undefined): boolean =>
  code === 'path_refused' ||
  code === 'method_not_allowed' ||
  (code === 'not_found' && detail === 'There is no such path: check the address against the list of operations')

/** Whether a handler says so of a request that nobody promised to succeed: that its input is wrong, or a thing not there. */
const isHandlers = (status: number, code: ProblemCode, detail: string | undefined): boolean =>
  status >= 400 && status < 500 && !isNobodys(code, detail)

const isRefusal = (status: number): status is 401 | 403 | 404 => status === 401 || status === 403 || status === 404

/** The verdict of the gateway in front of the services: its own refusals have a `message` and no problem. */
export async function observedAtGateway(operation: OperationId, response: Response): Promise<Verdict> {
  const body = await response.clone().text()
  const own = response.headers.get('content-type') === 'application/json' && /^{"message":"[\w ]+"}$/.test(body)
  return own && isRefusal(response.status) ? `${response.status}` : observedAtServices(operation, response)
}

/** The verdict of the services' guard. */
export async function observedAtServices(operation: OperationId, response: Response): Promise<Verdict> {
  const { status } = response
  const body = await response.text()
  if (status >= 200 && status < 300) return 'yes'
  if (response.headers.get('content-type') === 'application/problem+json') {
    // The cast is safe: what is not a string code is not in the list either.
    const { code, detail } = JSON.parse(body) as { readonly code: ProblemCode; readonly detail?: string }
    if (isRefusal(status) && refusals.includes(code)) return `${status}`
    if (
      succeeds(operation) ? code === 'not_found' && detail === handlersOwn[operation] : isHandlers(status, code, detail)
    ) {
      return 'yes'
    }
  }
  throw new Error(`${operation} got neither a refusal nor its handler’s answer but ${status}: ${body}`)
}
