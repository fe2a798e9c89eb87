/**
 * The safe order of a change that takes something away: add, let the clients follow, switch, let the last old token
 * expire, take away.
 *
 * aws-facts §J lets a route accept the old and the new scope for a while. Here an operation names one scope
 * (docs/adr/0001-one-scope-per-operation.md), so it is the tokens that carry both for a while.
 *
 * @module
 */
import type { Contract } from '../contract.ts'
import { contractFaults } from '../validate.ts'
import { breaksOf } from './breaks.ts'
import { quoted, same } from './rows.ts'
import type { ChangeKind, Stage } from './shape.ts'
import { type Side, sideOf } from './side.ts'
import { switchedOf, unionOf } from './union.ts'

const always: readonly ChangeKind[] = ['scope-removed', 'scope-renamed', 'scope-moved']
const whenBreaking: readonly ChangeKind[] = [
  'operation-access',
  'operation-removed',
  'client-scopes',
  'identity-scopes',
  'redirect-uris',
  'logout-uris',
]

/** Whether a safe order exists for a change of this kind. */
export const isStaged = (kind: ChangeKind, breaks: boolean): boolean =>
  always.includes(kind) || (breaks && whenBreaking.includes(kind))

/**
 * The steps. Those that change nothing are left out; there are none when after only adds to before, or when nothing that
 * holds together lies between the two.
 */
export function stagesOf(before: Contract, after: Contract): readonly Stage[] {
  const union = unionOf(before, after)
  const switched = switchedOf(union, after)
  if ([union, switched].some((contract) => contractFaults(contract).length > 0)) return []
  const [old, young] = [sideOf(before), sideOf(after)]
  const minutes = [...old.clients.values()].reduce((most, { spec }) => Math.max(most, spec.accessTokenMinutes), 0)
  const moved = movedScopes(old, young)
  const asks = requestsOf(old, sideOf(switched))
  // Whoever has no part in the new scope loses the operation with the switch, and no order can help.
  const leaves = endingRequests(sideOf(union), sideOf(switched))
  const ends = endingRequests(sideOf(switched), young)
  const stages: Stage[] = []
  if (moved.length > 0) stages.push(renameInstead(moved))
  if (!same(union, before)) {
    stages.push(ops('Add what is new, take nothing away', 'Deploy the contract with old and new side by side', union))
  }
  if (!same(switched, union)) {
    if (asks.length > 0) stages.push(clients('Ask for the new scopes besides the old', asks.join('; '), minutes))
    if (leaves.length > 0) stages.push(clients('Stop using what goes away', leaves.join('; '), 0))
    stages.push(ops('Switch the operations to their new scope', 'Every token carries both scopes by now', switched))
  }
  if (!same(after, switched)) {
    if (ends.length > 0) stages.push(clients('Stop using what goes away', ends.join('; '), 0))
    stages.push(ops('Take away what is old', 'Deploy the contract as it should be in the end', after))
  }
  // One deployment and nobody to wait for is no order.
  return stages.length > 1 ? stages : []
}

const ops = (title: string, does: string, contract: Contract): Stage => ({
  title,
  who: 'ops',
  does,
  waitMinutes: 0,
  contract,
})

const clients = (title: string, does: string, waitMinutes: number): Stage => ({
  title,
  who: 'client developers',
  does,
  waitMinutes,
  contract: null,
})

const movedScopes = (before: Side, after: Side): readonly string[] =>
  [...before.wires].flatMap(([scope, wire]) => {
    const now = after.wires.get(scope)
    return now === undefined || now === wire ? [] : [scope]
  })

const renameInstead = (scopes: readonly string[]): Stage => ({
  title: 'Give a scope that moves a name of its own',
  who: 'ops',
  does: `Scope names are unique, so that ${quoted(scopes)} cannot stand in both resource servers for a while: under another name in the new one it is a rename, which has a safe order`,
  waitMinutes: 0,
  contract: null,
})

/** Each client with the scopes that it has to add to its token requests before the switch. */
function requestsOf(before: Side, switched: Side): readonly string[] {
  const wanted = new Map<string, Set<string>>()
  for (const { client, reason, scope } of breaksOf(before, switched)) {
    if (reason !== 'scope-to-request' || scope === undefined) continue
    wanted.set(client, (wanted.get(client) ?? new Set()).add(scope))
  }
  return [...wanted].map(([client, scopes]) => `\`${client}\` adds ${quoted([...scopes])}`)
}

/** Each client with what it must no longer request or call before the step. */
function endingRequests(before: Side, after: Side): readonly string[] {
  const lost = breaksOf(before, after).filter(({ reason }) => reason !== 'scope-to-request')
  const ends = Map.groupBy(lost, ({ client }) => client)
  return [...ends].map(([client, breaks]) => {
    const scopes = breaks.flatMap(({ reason, scope }) => (reason === 'scope-not-requestable' ? (scope ?? []) : []))
    const routes = new Set(breaks.flatMap(({ route }) => route ?? []))
    const words = [
      ...(scopes.length > 0 ? [`asks no longer for ${quoted(scopes)}`] : []),
      ...(routes.size > 0 ? [`calls no longer ${quoted([...routes])}`] : []),
      ...breaks.flatMap(({ route, scope, says }) => (route === undefined && scope === undefined ? [says] : [])),
    ]
    return `\`${client}\` ${words.join(' and ')}`
  })
}
