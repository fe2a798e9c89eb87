/** At which operations an application fails. */
import { clientKinds } from '@scopegate/contract'
import { type Cause, cause } from './draft.ts'
import { servedInstead } from './shadow.ts'
import type { BreakReason } from './shape.ts'
import type { Side, SideClient } from './side.ts'

export interface FoundBreak {
  readonly client: string
  readonly reason: BreakReason
  readonly says: string
  /** What it says is about this operation: `GET /v1/deposit`. */
  readonly route?: string
  /** The scope that the reason is about, in wire form. */
  readonly scope?: string
  readonly causes: readonly Cause[]
}

/** A role that the pool lost takes its scopes from the clients that follow the pool’s roles. */
export const roleCauses = ({ contract }: Side, pool: string): readonly Cause[] =>
  (contract.pools[pool]?.roles ?? []).map((role) => cause.poolRole(pool, role))

/** The routes that some caller reaches through the client. */
function callableByClient({ holders }: Side): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { holder, routes } of holders.values()) {
    const all = found.get(holder.client) ?? new Set()
    for (const route of routes) all.add(route)
    found.set(holder.client, all)
  }
  return found
}

type Found = Pick<FoundBreak, 'reason' | 'says' | 'scope'>

export function operationBreaks(
  before: Side,
  after: Side,
): (old: SideClient, young: SideClient) => readonly FoundBreak[] {
  const [could, can] = [callableByClient(before), callableByClient(after)]
  return (old, young) => {
    const [was, is] = [could.get(old.name) ?? [], can.get(old.name)]
    return [...was].flatMap((route): readonly FoundBreak[] => {
      const found = breakAt(route, before, after, young, is)
      if (found === undefined) return []
      const text = (after.routes.get(route) ?? before.routes.get(route))?.text ?? route
      return [{ client: old.name, route: text, ...found, causes: causesAt(route, before, after, old) }]
    })
  }
}

/**
 * Whether another operation answers the route now, and not the same one under another id: one of the two ids goes on, or
 * went before, at another route.
 */
export function isReplaced(before: Side, after: Side, route: string): boolean {
  const [last, next] = [before.routes.get(route), after.routes.get(route)]
  if (last === undefined || next === undefined || last.id === next.id) return false
  return before.ids.has(next.id) || after.ids.has(last.id)
}

/** What callers of a route get that is not there. */
export function gone(after: Side, route: string): Found {
  const instead = servedInstead(after, route)
  const says = instead === undefined ? 'it gets 404' : `it gets the answer of \`${instead.text}\``
  return { reason: 'operation-gone', says }
}

function breakAt(
  route: string,
  before: Side,
  after: Side,
  young: SideClient,
  can: ReadonlySet<string> | undefined,
): Found | undefined {
  const next = after.routes.get(route)
  const access = next?.row.access
  if (access === undefined || after.exposed.get(young.pool)?.has(route) !== true) return gone(after, route)
  if (can?.has(route) !== true) return { reason: 'operation-refused', says: 'it gets 403' }
  const last = before.routes.get(route)
  if (isReplaced(before, after, route)) {
    return { reason: 'operation-replaced', says: 'it gets the answer of another operation' }
  }
  // A client of the SDK asks for nothing: the trigger gives it every scope with its next token.
  if (access.kind === 'public' || !clientKinds[young.spec.kind].asksForScopes) return undefined
  const old = last?.row.access
  const wire = after.wires.get(access.scope) ?? access.scope
  // Whoever called without a token, or with one of other scopes, asks for this one as well.
  if (old?.kind === 'scope' && before.wires.get(old.scope) === wire) return undefined
  return { reason: 'scope-to-request', says: `it has to ask for \`${wire}\``, scope: wire }
}

function causesAt(route: string, before: Side, after: Side, { name, pool }: SideClient): readonly Cause[] {
  const accesses = [before, after].map(({ routes }) => routes.get(route)?.row.access)
  const scopes = accesses.flatMap((access) => (access?.kind === 'scope' ? [access.scope] : []))
  return [
    cause.route(route),
    ...scopes.flatMap((scope) => [cause.clientScope(name, scope), cause.scope(scope)]),
    cause.client(name),
    ...roleCauses(before, pool),
    cause.poolSettings(pool),
    ...scopes.map(cause.scopeLost),
  ]
}
