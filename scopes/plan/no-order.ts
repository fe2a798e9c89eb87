/**
 * Why a change has no safe order, and what to do instead. An order that is called safe and is not would be worse than none.
 *
 * @module
 */
import type { Contract } from '../contract.ts'
import { judgeContract, judgeRows, rules, soundContract } from '../rules/index.ts'
import { breaksOf } from './breaks.ts'
import { type Side, sideOf } from './side.ts'

/** @param between the contracts of the steps, but for the last. @returns `null` where nothing speaks against an order */
export function noOrderBecause(before: Contract, after: Contract, between: readonly Contract[]): string | null {
  const [old, young] = [sideOf(before), sideOf(after)]
  return (
    movedScope(old, young) ??
    replacedClient(old, young) ??
    movedRoute(old, young) ??
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
    if (next !== undefined && next.id !== id && before.ids.has(next.id)) {
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

/** Who may call what, whichever application they use. */
function callable({ holders }: Side): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { holder, routes } of holders.values()) {
    const who = holder.kind === 'machine' ? holder.client : `${holder.pool}:${holder.role}`
    const all = found.get(who) ?? new Set()
    for (const route of routes) all.add(route)
    found.set(who, all)
  }
  return found
}

/** A scope that changes what it opens could, in between, open the old things to the new people. */
function opened(before: Side, after: Side, between: readonly Side[]): string | null {
  const [was, is] = [callable(before), callable(after)]
  for (const side of between) {
    for (const [who, routes] of callable(side)) {
      const route = [...routes].find((each) => was.get(who)?.has(each) !== true && is.get(who)?.has(each) !== true)
      if (route === undefined) continue
      const text = side.routes.get(route)?.text ?? route
      return `A step between would let \`${who}\` call \`${text}\`, which neither contract does: give the scope that changes its meaning another name`
    }
  }
  return null
}
