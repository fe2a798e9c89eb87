/** What the model says about wallets and recharges. */
import type { AskedAs } from '../attempts/asked.ts'
import { aTime, aUlid } from '../attempts/patterns.ts'
import type { Answer } from '../wire.ts'
import type { KnownRecharge, LedgerEntry, OrgState } from './org-state.ts'
import { fault, fits, notSuccess, refused, type Verdict } from './verdicts.ts'

/** Who moved the money. */
type Mover = LedgerEntry['caller']

/** The wallet after the movement, with its entry. */
function moved(state: OrgState, movement: Omit<LedgerEntry, 'currency' | 'balance_after' | 'sequence'>): OrgState {
  const { wallet, ledger } = state
  if (wallet === undefined) return state
  const balance = wallet.balance + movement.amount
  const entry = { ...movement, currency: wallet.currency, balance_after: balance, sequence: ledger.length + 1 }
  return { ...state, wallet: { ...wallet, balance }, ledger: [...ledger, entry] }
}

/** `POST /v1/recharges`, for a key that was not used yet. */
export function judgeRecharge(state: OrgState, { terms }: AskedAs<'recharge'>, caller: Mover, answer: Answer): Verdict {
  const { wallet } = state
  if (wallet === undefined) return refused(state, answer, 'not_found')
  if (wallet.currency !== terms.currency) return refused(state, answer, 'currency_mismatch')
  if (wallet.balance < terms.amount) return refused(state, answer, 'wallet_insufficient')
  const reason = notSuccess(answer, 201, { id: aUlid, ...terms, created_at: aTime })
  if (reason !== undefined) return fault(reason)
  // The cast is safe: the answer was just matched against all fields of a recharge.
  const recharge = answer.json as KnownRecharge
  if (state.recharges[recharge.id] !== undefined) return fault('the id is not new')
  if (answer.headers['location'] !== `/v1/recharges/${recharge.id}`) return fault('`Location` is not the recharge’s')
  const { amount } = terms
  return fits({
    ...moved(state, { id: aUlid, kind: 'recharge', amount: -amount, cause: recharge.id, caller, at: aTime }),
    recharges: { ...state.recharges, [recharge.id]: recharge },
  })
}

/** `GET /v1/recharges/{id}` */
export function judgeGetRecharge(state: OrgState, { id }: AskedAs<'get-recharge'>, answer: Answer): Verdict {
  const recharge = state.recharges[id]
  if (recharge === undefined) return refused(state, answer, 'not_found')
  const reason = notSuccess(answer, 200, recharge)
  return reason === undefined ? fits(state) : fault(reason)
}

/** `GET /v1/wallet` */
export function judgeWallet(state: OrgState, answer: Answer): Verdict {
  if (state.wallet === undefined) return refused(state, answer, 'not_found')
  const { balance, currency } = state.wallet
  const reason = notSuccess(answer, 200, { balance, currency, updated_at: aTime })
  return reason === undefined ? fits(state) : fault(reason)
}

/** `PUT /v1/orgs/{org}`, for an organization that the path spells well. */
export function judgeOpen(state: OrgState, { terms }: AskedAs<'open'>, answer: Answer): Verdict {
  const { org, wallet } = state
  if (wallet === undefined) {
    const reason = notSuccess(answer, 201, { org, ...terms, opened_at: aTime })
    if (reason !== undefined) return fault(reason)
    // The cast is safe: the answer was just matched.
    const { opened_at } = answer.json as { opened_at: string }
    return fits({ ...state, wallet: { ...terms, balance: 0, opened_at } })
  }
  const { name, currency, opened_at } = wallet
  if (name !== terms.name || currency !== terms.currency) return refused(state, answer, 'org_conflict')
  const reason = notSuccess(answer, 200, { org, ...terms, opened_at })
  return reason === undefined ? fits(state) : fault(reason)
}

/** `POST /v1/orgs/{org}/wallet/credits`, for a key that was not used yet. */
export function judgeCredit(state: OrgState, { terms }: AskedAs<'credit'>, caller: Mover, answer: Answer): Verdict {
  const { wallet } = state
  if (wallet === undefined) return refused(state, answer, 'not_found')
  if (wallet.currency !== terms.currency) return refused(state, answer, 'currency_mismatch')
  const balance = wallet.balance + terms.amount
  const reason = notSuccess(answer, 201, { id: aUlid, ...terms, balance_after: balance, at: aTime })
  if (reason !== undefined) return fault(reason)
  // The cast is safe: the answer was just matched.
  const { id, at } = answer.json as { id: string; at: string }
  const { amount, reference } = terms
  return fits(moved(state, { id, kind: 'credit', amount, cause: reference, caller, at }))
}
