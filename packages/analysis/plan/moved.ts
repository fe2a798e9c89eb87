/**
 * Scopes that changed their name: one gone and one new of which the contract says so much the same that they are one.
 */
import type { Side } from './side.ts'

export interface Renamed {
  /** Short names. */
  readonly from: string
  readonly to: string
}

function routesByScope({ routes }: Side): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const [key, { row }] of routes) {
    if (row.access.kind !== 'scope') continue
    const all = found.get(row.access.scope) ?? []
    all.push(key)
    found.set(row.access.scope, all)
  }
  return found
}

const rolesOf = ({ contract }: Side): ReadonlyMap<string, string> =>
  new Map(
    Object.values(contract.resourceServers).flatMap(({ scopes }) =>
      Object.entries(scopes).map(([scope, { roles }]) => [scope, [...roles].sort().join(' ')]),
    ),
  )

/**
 * A scope is renamed when every operation that it opened needs one and the same new scope now, and that one opens
 * nothing else and is for the same roles. A scope that opened nothing is removed, whatever is added beside it.
 */
export function renamedScopes(before: Side, after: Side): readonly Renamed[] {
  const [opened, opens] = [routesByScope(before), routesByScope(after)]
  const [oldRoles, newRoles] = [rolesOf(before), rolesOf(after)]
  return [...before.wires.keys()].flatMap((from): readonly Renamed[] => {
    if (after.wires.has(from)) return []
    const routes = opened.get(from) ?? []
    const targets = new Set(
      routes.map((route) => {
        const access = after.routes.get(route)?.row.access
        return access?.kind === 'scope' ? access.scope : undefined
      }),
    )
    const [to] = targets
    if (to === undefined || targets.size !== 1 || before.wires.has(to)) return []
    const same = opens.get(to)?.length === routes.length && oldRoles.get(from) === newRoles.get(to)
    return same ? [{ from, to }] : []
  })
}
