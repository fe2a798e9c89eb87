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
  // A handful: kinds differ in two things. A scope's holders are one bit for each.
  const kinds: HolderKind[] = []
  const held = new Map<string, number>()
  let ofAnyScope = 0

  function bitOf({ row, pool }: PlacedClient): number {
    const machine = row.kind === 'machine'
    const { org } = pool.row
    const known = kinds.findIndex((kind) => kind.machine === machine && kind.org === org)
    return 1 << (known === -1 ? kinds.push({ machine, org }) - 1 : known)
  }

  const give = (scope: string, bit: number) => held.set(scope, (held.get(scope) ?? 0) | bit)
  const done = new Set<string>()
  for (const client of clients) {
    const { row, pool, listed } = client
    const bit = bitOf(client)
    const isMachine = row.kind === 'machine'
    const issued = new Set(pool.roles)
    const isGranted = (roles: readonly string[]) => roles.some((role) => issued.has(role))
    if (row.scopes !== 'pool-roles') {
      for (const scope of listed) if (isMachine || isGranted(rolesOf.get(scope) ?? [])) give(scope, bit)
    } else if (isMachine) {
      // A machine must list its scopes; one that does not is a breach of its own, and no reason to report more.
      ofAnyScope |= bit
    } else if (!done.has(pool.name)) {
      done.add(pool.name)
      for (const { name, roles } of scopes) if (isGranted(roles)) give(name, bit)
    }
  }
  return (scope) => {
    const bits = (held.get(scope) ?? 0) | ofAnyScope
    return kinds.filter((_, index) => (bits & (1 << index)) !== 0)
  }
}
