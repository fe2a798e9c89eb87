/** Judges one answer by the model: who may, then what the organization's state says. */

import { operations } from '../../support/contract.ts'
import type { Call } from '../attempts/calls.ts'
import type { Answer } from '../wire.ts'
import { judgeList } from './judge-list.ts'
import { judgeCredit, judgeGetRecharge, judgeOpen, judgeRecharge, judgeWallet } from './judge-money.ts'
import { judgeAdjust, judgeGetItem, judgePutItem } from './judge-stock.ts'
import { kept, type OrgState } from './org-state.ts'
import { fault, fits, notProblem, refused, shown, type Verdict } from './verdicts.ts'

/** What every detour may be answered with: refused as a path, for lack of a scope, unknown, or not with this method. */
const dead: ReadonlySet<number> = new Set([400, 403, 404, 405])

/** A refusal that names the field, the one among `errors`. */
function namedFault(answer: Answer, field: string): string | undefined {
  const reason = notProblem(answer, 'input_invalid')
  if (reason !== undefined) return reason
  // The cast is safe: a problem's `errors` are held by the kit's tests, and anything else fails right here.
  const { errors = [] } = answer.json as { errors?: readonly { pointer: string }[] }
  return errors.some(({ pointer }) => pointer === `/${field}`)
    ? undefined
    : `expected a refusal of ${field}, got ${shown(answer)}`
}

/** What can be said without any organization's state; `open` when the state decides. */
export type StatelessVerdict = { readonly kind: 'fits' | 'open' } | { readonly kind: 'fault'; readonly fault: string }

const settled = (reason: string | undefined): StatelessVerdict =>
  reason === undefined ? { kind: 'fits' } : { kind: 'fault', fault: reason }

/** Judges an answer that depends on no state: the caller may not, the input is wrong, or no operation is meant. */
export function judgeStateless(call: Call, answer: Answer): StatelessVerdict {
  const { actor, asked, home, operation, unknownField } = call
  if (operation === undefined) {
    return settled(dead.has(answer.status) ? undefined : `expected a refusal of the path, got ${shown(answer)}`)
  }
  const { access } = operations[operation]
  if (access.kind === 'scope' && !actor.scopes.has(access.scope))
    return settled(notProblem(answer, 'scope_insufficient'))
  if (asked.kind === 'access') {
    return settled(unknownField === undefined ? accessFault(actor.org, answer) : namedFault(answer, unknownField))
  }
  if (home === undefined) {
    // A credit is read before anybody looks whether the organization exists, but not for a path that can name none.
    const read = asked.kind === 'credit' && unknownField !== undefined && notProblem(answer, 'not_found') !== undefined
    return settled(read ? namedFault(answer, unknownField) : notProblem(answer, 'not_found'))
  }
  if (unknownField !== undefined) return settled(namedFault(answer, unknownField))
  if (asked.kind === 'list' && asked.after === 'refused') return settled(notProblem(answer, 'input_invalid'))
  return { kind: 'open' }
}

function accessFault(org: string | undefined, answer: Answer): string | undefined {
  const told =
    typeof answer.json === 'object' && answer.json !== null && 'org' in answer.json ? answer.json.org : undefined
  return answer.status === 200 && told === org ? undefined : `expected the access of ${org}, got ${shown(answer)}`
}

type KeyedCall = Call & { readonly asked: { readonly key: string; readonly terms: unknown } }

/** A repeated key gets the first answer, and another payload none. */
function judgeKeyed(state: OrgState, call: KeyedCall, answer: Answer): Verdict {
  const { actor, asked, operation } = call
  const name = `${actor.identity} ${operation} ${asked.key}`
  const payload = 'sku' in asked ? [asked.sku, asked.terms] : asked.terms
  const earlier = state.keys[name]
  const replayed = answer.headers['idempotency-replayed'] === 'true'
  if (earlier === undefined) {
    if (replayed) return fault(`nothing was answered to this key before, got a replay: ${shown(answer)}`)
    const verdict = judgeFresh(state, call, answer)
    if (verdict.kind === 'fault' || answer.status >= 300) return verdict
    return fits({ ...verdict.state, keys: { ...verdict.state.keys, [name]: kept(answer, payload) } })
  }
  if (earlier.payload !== JSON.stringify(payload)) return refused(state, answer, 'idempotency_key_reused')
  const same = JSON.stringify(kept(answer, payload)) === JSON.stringify(earlier)
  return same && replayed ? fits(state) : fault(`expected the replay of ${earlier.text}, got ${shown(answer)}`)
}

function judgeFresh(state: OrgState, { actor, asked }: Call, answer: Answer): Verdict {
  switch (asked.kind) {
    case 'list':
      return judgeList(state, asked, answer)
    case 'get-item':
      return judgeGetItem(state, asked, answer)
    case 'put-item':
      return judgePutItem(state, asked, answer)
    case 'adjust':
      return judgeAdjust(state, asked, answer)
    case 'recharge':
      return judgeRecharge(state, asked, actor.ledgerName, answer)
    case 'get-recharge':
      return judgeGetRecharge(state, asked, answer)
    case 'wallet':
      return judgeWallet(state, answer)
    case 'open':
      return judgeOpen(state, asked, answer)
    case 'credit':
      return judgeCredit(state, asked, actor.ledgerName, answer)
    case 'access':
    case 'detour':
      return fault('the state decides nothing here')
  }
}

const isKeyed = (call: Call): call is KeyedCall => 'key' in call.asked

/** Judges an answer that depends on the state of the caller's (or the path's) organization. */
export const judge = (state: OrgState, call: Call, answer: Answer): Verdict =>
  isKeyed(call) ? judgeKeyed(state, call, answer) : judgeFresh(state, call, answer)
