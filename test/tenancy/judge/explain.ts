/**
 * Concurrent requests have no order of their own. An answer set is right when some order of the requests explains
 * every answer: linearizability, checked for the requests of one organization in one round.
 */
import type { Call } from '../attempts/calls.ts'
import type { Answer } from '../wire.ts'
import { judge } from './judge.ts'
import { type OrgState, stateText } from './org-state.ts'

/** A request with its answer. */
export interface Exchange {
  readonly call: Call
  readonly answer: Answer
}

/** Every state that the organization may be in now; empty when no order explains the answers, with the faults met. */
export interface Explanation {
  readonly states: readonly OrgState[]
  readonly faults: readonly string[]
}

/** Tries the orders, from every state that the organization may have been in before. */
export function explain(states: readonly OrgState[], exchanges: readonly Exchange[]): Explanation {
  const ends = new Map<string, OrgState>()
  const seen = new Set<string>()
  const faults = new Set<string>()
  const visit = (state: OrgState, open: readonly Exchange[]): void => {
    if (open.length === 0) return void ends.set(stateText(state), state)
    const place = `${open.map((exchange) => exchanges.indexOf(exchange)).join()} ${stateText(state)}`
    if (seen.has(place)) return
    seen.add(place)
    for (const exchange of open) {
      const { call, answer } = exchange
      const verdict = judge(state, call, answer)
      if (verdict.kind === 'fits')
        visit(
          verdict.state,
          open.filter((other) => other !== exchange),
        )
      else faults.add(`${call.actor.name}: ${call.request.method} ${call.request.path}: ${verdict.fault}`)
    }
  }
  for (const state of states) visit(state, exchanges)
  return { states: [...ends.values()], faults: [...faults] }
}
