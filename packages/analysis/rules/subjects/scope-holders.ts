/** Which kinds of caller may hold each scope, computed once for a whole contract that may be broken. */
import type { Holding } from '@scopegate/contract'
import type { PlacedClient, PlacedScope } from './rows.ts'

/** Answers for one scope after one pass over all rows. */
export function scopeHolders(
  scopes: readonly PlacedScope[],
  clients: readonly PlacedClient[],
): (scope: string) => readonly Holding[] {
  const rolesOf = new Map(scopes.map(({ name, roles }) => [name, roles]))
  const held = new Map<string, Holding[]>()
  for (const client of clients) {
    const { row, pool, listed } = client
    const isMachine = row.kind === 'machine'
    const issued = new Set(pool.roles)
    const isGranted = (scope: string) => (rolesOf.get(scope) ?? []).some((role) => issued.has(role))
    // A machine must list its scopes; one that does not breaks a rule of its own, and is no reason to report more.
    const isUnstated = row.scopes === 'pool-roles' || (isMachine && !Array.isArray(row.scopes))
    const may = isUnstated ? [...rolesOf.keys()] : listed
    for (const scope of may.filter((each) => isMachine || isGranted(each))) {
      const known = held.get(scope) ?? []
      known.push(...holdingsIn(isMachine, pool.row.org))
      held.set(scope, known)
    }
  }
  return (scope) => held.get(scope) ?? []
}

/** A pool that does not say whether it has organizations may have either: RS002 reports it, and no other rule. */
function holdingsIn(machine: boolean, org: unknown): readonly Holding[] {
  const either = org === 'required' ? [true] : org === 'none' ? [false] : [true, false]
  return either.map((each) => ({ machine, org: each }))
}
