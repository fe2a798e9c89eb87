/**
 * Which kinds of caller may hold each scope, computed once for a whole contract.
 *
 * @module
 */
import type { HolderKind, PlacedClient, PlacedScope } from './rows.ts'

/** Answers for one scope after one pass over all rows: asking client by client for each operation would be quadratic. */
export function scopeHolders(
  scopes: readonly PlacedScope[],
  clients: readonly PlacedClient[],
): (scope: string) => readonly HolderKind[] {
  const rolesOf = new Map(scopes.map(({ name, roles }) => [name, roles]))
  const byRole = Map.groupBy(
    scopes.flatMap(({ name, roles }) => roles.map((role) => ({ name, role }))),
    ({ role }) => role,
  )
  const held = new Map<string, Map<string, HolderKind>>()
  const anyScope: HolderKind[] = []
  const give = (scope: string, kind: HolderKind) => {
    const kinds = held.get(scope) ?? new Map<string, HolderKind>()
    held.set(scope, kinds.set(`${kind.org}/${kind.machine}`, kind))
  }
  const done = new Set<string>()
  for (const { row, pool, listed } of clients) {
    const kind = { machine: row.kind === 'machine', org: pool.row.org }
    if (row.scopes === 'pool-roles') {
      // A machine must list its scopes; one that does not is a breach of its own, and no reason to report more.
      if (kind.machine) anyScope.push(kind)
      else if (!done.has(pool.name)) {
        done.add(pool.name)
        for (const role of new Set(pool.roles)) for (const { name } of byRole.get(role) ?? []) give(name, kind)
      }
      continue
    }
    const issued = new Set(pool.roles)
    for (const scope of listed) {
      if (kind.machine || (rolesOf.get(scope) ?? []).some((role) => issued.has(role))) give(scope, kind)
    }
  }
  return (scope) => [...(held.get(scope)?.values() ?? []), ...anyScope]
}
