/**
 * Why a change has no safe order, and what to do instead. An order that is called safe and is not would be worse than none.
 */
import type { Contract } from '@scopegate/contract/contract'
import { judgeContract, judgeRows, rules, soundContract } from '../../rules/index.ts'
import { breaksOf } from '../breaks.ts'
import { isReplaced } from '../operation-breaks.ts'
import { type Side, sideOf } from '../side.ts'

/** @param between the contracts of the steps, but for the last. @returns `null` where nothing speaks against an order */
export function noOrderBecause(before: Contract, after: Contract, between: readonly Contract[]): string | null {
  const [old, young] = [sideOf(before), sideOf(after)]
  return (
    movedScope(old, young) ??
    replacedClient(old, young) ??
    movedRoute(old, young) ??
    otherOrg(before, after) ??
    brokenRule(between) ??
    opened(old, young, between.map(sideOf))
  )
}

function movedScope(before: Side, after: Side): string | null {
  const moved = [...before.wires].find(([scope, wire]) => after.wires.has(scope) && after.wires.get(scope) !== wire)
  if (moved === undefined) return null
  return `Scope names are unique, so that \`${moved[0]}\` cannot stand in both resource servers for a while: give it another name in the new one, and it is a rename, which has an order`
}

function replacedClient(before: Side, after: Side): string | null {
  const found = breaksOf(before, after).find(
    ({ reason }) => reason === 'client-replaced' || reason === 'sign-in-replaced',
  )
  if (found === undefined) return null
  return `\`${found.client}\` becomes another client: add that one under a name of its own first, and remove the old one when nobody uses it any more`
}

function movedRoute(before: Side, after: Side): string | null {
  const homes = new Map([...after.routes.values()].map(({ id, text }) => [id, text]))
  for (const [key, { id, text }] of before.routes) {
    const now = homes.get(id)
    const next = after.routes.get(key)
    if (isReplaced(before, after, key)) {
      return `\`${text}\` becomes another operation: add what is new at a path of its own first, and remove the old one when nobody calls it any more`
    }
    if (next === undefined && now !== undefined) {
      return `\`${text}\` moves to \`${now}\`: add the new one as an operation of its own first, and remove the old one when nobody calls it any more`
    }
  }
  return null
}

function brokenRule(between: readonly Contract[]): string | null {
  for (const contract of between) {
    const [row] = judgeRows(rules, contract)
    const found = row ?? judgeContract(rules, soundContract(contract)).find(({ rule }) => rule.severity === 'error')
    if (found !== undefined) {
      return `A step between would break ${found.rule.id} (${found.cause}): change less at once, and plan again`
    }
  }
  return null
}

function otherOrg(before: Contract, after: Contract): string | null {
  const found = Object.entries(before.pools).find(([pool, { org }]) => (after.pools[pool]?.org ?? org) !== org)
  if (found === undefined) return null
  return `Callers of the pool \`${found[0]}\` are refused at once, until they have a token that says of organizations what the contract says: make a new pool, and let them move`
}

const lacks = <T>(all: Iterable<T>, ...sides: readonly (ReadonlySet<T> | undefined)[]): T | undefined =>
  [...all].find((each) => !sides.some((side) => side?.has(each) === true))

/** A scope that changes what it opens could, in between, open the old things to the new people. */
function opened(before: Side, after: Side, between: readonly Side[]): string | null {
  const instead =
    'which neither contract does: change less at once, or give the scope that changes its meaning another name'
  for (const side of between) {
    for (const [who, { holder, routes }] of side.holders) {
      const [was, is] = [before.holders.get(who), after.holders.get(who)]
      const closed = [...routes].filter((route) => side.routes.get(route)?.row.access.kind === 'scope')
      const route = lacks(closed, was?.routes, is?.routes)
      if (route !== undefined) {
        return `A step between would let \`${who}\` call \`${side.routes.get(route)?.text ?? route}\`, ${instead}`
      }
      const scope = lacks(holder.scopes, new Set(was?.holder.scopes), new Set(is?.holder.scopes))
      if (scope !== undefined) return `A step between would give \`${who}\` the scope \`${scope}\`, ${instead}`
    }
    for (const [pool, routes] of side.exposed) {
      const route = lacks(routes, before.exposed.get(pool), after.exposed.get(pool))
      if (route === undefined) continue
      return `A step between would put \`${side.routes.get(route)?.text ?? route}\` on the API of \`${pool}\`, ${instead}`
    }
  }
  return null
}
