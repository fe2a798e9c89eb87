/**
 * Who gains and who loses, as people say it: a role of a pool where all its clients are alike, a machine by its name.
 */
import { clientKinds } from '@scopegate/contract'
import type { AccessChange } from './access.ts'
import type { Affected } from './shape.ts'
import type { Side } from './side.ts'

const peopleClientsOf = ({ contract }: Side, pool: string): readonly string[] =>
  Object.entries(contract.pools[pool]?.clients ?? {}).flatMap(([name, { kind }]) =>
    clientKinds[kind].subject === 'person' ? [name] : [],
  )

/** @param side where they may: after for gains, before for losses */
export function affectedBy(changes: readonly AccessChange[], side: Side): readonly Affected[] {
  const byRoute = Map.groupBy(changes, ({ holder, route }) =>
    holder.kind === 'machine' ? `${holder.client} ${route}` : `${holder.pool}:${holder.role} ${route}`,
  )
  const routesOf = new Map<string, string[]>()
  for (const [first, ...others] of byRoute.values()) {
    if (first === undefined) continue
    const { kind, pool, role, client } = first.holder
    const clients = [first, ...others].map(({ holder }) => holder.client)
    const all = kind === 'machine' || clients.length === peopleClientsOf(side, pool).length
    const name = kind === 'machine' ? client : `${pool}:${role}`
    const who = all ? name : `${name} through ${clients.join(', ')}`
    const routes = routesOf.get(who) ?? []
    routes.push(side.routes.get(first.route)?.text ?? first.route)
    routesOf.set(who, routes)
  }
  return [...routesOf].map(([who, routes]) => ({ who, routes }))
}
