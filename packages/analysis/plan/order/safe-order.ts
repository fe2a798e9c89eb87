/**
 * The safe order of a change that takes something away: add, let the clients follow, switch, take away.
 *
 * aws-facts §J lets a route accept the old and the new scope for a while. Here an operation names one scope
 * (docs/adr/0001-one-scope-per-operation.md), so it is the tokens that carry both for a while.
 */

import { type Contract, clientKinds, indexOf } from '@scopegate/contract'
import { quoted } from '@scopegate/contract/quoted'
import { sameJson } from '../../same-json.ts'
import { compareLists } from '../rows.ts'
import type { SafeOrder, Step } from '../shape.ts'
import { type Side, sideOf } from '../side.ts'
import { requestsToAdd, tokensToRenew, usesToEnd } from './client-steps.ts'
import { noOrderBecause } from './no-order.ts'
import { switchedOf, unionOf } from './union.ts'

/** Steps that change nothing are left out; there are none where one deployment does. */
export function safeOrder(before: Contract, after: Contract): SafeOrder {
  const union = unionOf(before, after)
  const switched = switchedOf(union, after)
  const noneBecause = noOrderBecause(before, after, [union, switched])
  if (noneBecause !== null) return { steps: [], noneBecause }
  const steps = stepsOf(before, union, switched, after)
  // One deployment and nobody to wait for is no order.
  return { steps: steps.length > 1 ? steps : [], noneBecause: null }
}

function stepsOf(before: Contract, union: Contract, switched: Contract, after: Contract): readonly Step[] {
  const asks = requestsToAdd(sideOf(before), sideOf(switched))
  const steps: Step[] = []
  if (!sameJson(union, before)) {
    const does = 'Deploy the contract with old and new side by side'
    // The trigger gives SDK clients every scope with their next token: nobody has to ask, but somebody has to wait.
    const wait = asks.does.length === 0 ? asks.minutes : 0
    steps.push(ops('Add what is new, take nothing away', does, union, wait))
  }
  if (!sameJson(switched, union)) {
    if (asks.does.length > 0) steps.push(clients('Ask for the new scopes besides the old', asks.does, asks.minutes))
    // Whoever has no part in the new scope loses the operation with the switch, and no order can help.
    const leaves = usesToEnd(sideOf(union), sideOf(switched))
    if (leaves.length > 0) steps.push(clients('Stop using what goes away', leaves, 0))
    steps.push(ops('Switch the operations to their new scope', 'Every token carries both scopes by now', switched, 0))
  }
  if (!sameJson(after, switched)) {
    const ends = usesToEnd(sideOf(switched), sideOf(after))
    if (ends.length > 0) steps.push(clients('Stop using what goes away', ends, 0))
    // What was public asks for a token only in the end: no step before could tell.
    const late = requestsToAdd(sideOf(switched), sideOf(after))
    if (late.does.length > 0) steps.push(clients('Ask for the scope of what was public', late.does, late.minutes))
    steps.push(...roleSteps(sideOf(before), sideOf(after)))
    const renews = tokensToRenew(sideOf(before), sideOf(after))
    if (renews.length > 0) steps.push(clients('Be ready to get a new token', renews, 0))
    steps.push(ops('Take away what is old', 'Deploy the contract as it should be in the end', after, 0))
  }
  return steps
}

const ops = (title: string, does: string, contract: Contract | null, waitMinutes: number): Step => ({
  title,
  who: 'ops',
  does,
  waitMinutes,
  contract,
})

const clients = (title: string, does: readonly string[], waitMinutes: number): Step => ({
  title,
  who: 'client developers',
  does: does.join('; '),
  waitMinutes,
  contract: null,
})

/** A person with a role that the pool issues no longer is refused at once, whatever else the token says. */
const roleSteps = (before: Side, after: Side): readonly Step[] =>
  Object.entries(before.contract.pools).flatMap(([pool, { roles, clients: were }]): readonly Step[] => {
    const now = after.contract.pools[pool]
    if (now === undefined) return []
    // A role that no scope names is one of machines: nobody has anything from it.
    const named = new Set(indexOf(before.contract).scopes.flatMap((scope) => scope.roles))
    const gone = compareLists(roles, now.roles).removed.filter((role) => named.has(role))
    if (gone.length === 0) return []
    const people = Object.values(were).filter(({ kind }) => clientKinds[kind].subject === 'person')
    const minutes = people.reduce((most, { accessTokenMinutes }) => Math.max(most, accessTokenMinutes), 0)
    const does = `Set \`custom:role\` of everybody in the pool \`${pool}\` who has ${quoted(gone)}`
    return [ops('Give people a role that stays', does, null, minutes)]
  })
