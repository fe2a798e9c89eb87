/** Who may call what now and could not before, and the reverse; and which operations appear on which pool’s API. */
import type { Holder } from '@scopegate/contract'
import { type Cause, cause } from './draft.ts'
import type { Side } from './side.ts'

/** One person’s role through one client, or a machine, and one route. */
export interface AccessChange {
  readonly gained: boolean
  readonly holder: Holder
  /** By `routeKey`. */
  readonly route: string
  readonly causes: readonly Cause[]
}

export interface ExposureChange {
  readonly appears: boolean
  readonly pool: string
  readonly route: string
  readonly causes: readonly Cause[]
}

export function scopesOfRoute(before: Side, after: Side, route: string): readonly string[] {
  const found = [before, after].flatMap((side) => {
    const access = side.routes.get(route)?.row.access
    return access?.kind === 'scope' ? [access.scope] : []
  })
  return [...new Set(found)]
}

function causesOf(before: Side, after: Side, { pool, client, role }: Holder, route: string): readonly Cause[] {
  const scopes = scopesOfRoute(before, after, route)
  return [
    cause.route(route),
    cause.client(client),
    ...scopes.map((scope) => cause.clientScope(client, scope)),
    cause.poolRole(pool, role),
    cause.pool(pool),
    ...scopes.flatMap((scope) => [cause.scopeRole(scope, role), cause.scope(scope)]),
    cause.poolSettings(pool),
  ]
}

/** Everybody may call it, before and after: that somebody new may as well is no news. */
const isPublicInBoth = (before: Side, after: Side, route: string): boolean =>
  [before, after].every((side) => side.routes.get(route)?.row.access.kind === 'public')

export function accessChanges(before: Side, after: Side): readonly AccessChange[] {
  const missingIn = (one: Side, other: Side, gained: boolean) =>
    [...one.holders].flatMap(([key, { holder, routes }]) => {
      const there = other.holders.get(key)?.routes
      return [...routes]
        .filter((route) => there?.has(route) !== true && !isPublicInBoth(before, after, route))
        .map((route): AccessChange => ({ gained, holder, route, causes: causesOf(before, after, holder, route) }))
    })
  return [...missingIn(after, before, true), ...missingIn(before, after, false)]
}

export function exposureChanges(before: Side, after: Side): readonly ExposureChange[] {
  const missingIn = (one: Side, other: Side, appears: boolean) =>
    [...one.exposed].flatMap(([pool, routes]) =>
      [...routes]
        .filter((route) => other.exposed.get(pool)?.has(route) !== true)
        .map((route): ExposureChange => {
          const scopes = scopesOfRoute(before, after, route)
          // Which client brought the scope into the pool: its list, or a role of it.
          const clients = [...one.clients.values()].filter((client) => client.pool === pool)
          const holders = clients.filter(({ holds }) => scopes.some((scope) => holds.has(scope)))
          const causes = [
            cause.route(route),
            cause.pool(pool),
            ...scopes.map(cause.scope),
            ...holders.flatMap(({ name }) => [
              ...scopes.map((scope) => cause.clientScope(name, scope)),
              cause.client(name),
            ]),
            ...(one.contract.pools[pool]?.roles ?? []).map((role) => cause.poolRole(pool, role)),
            ...scopes.map(appears ? cause.scopeGained : cause.scopeLost),
          ]
          return { appears, pool, route, causes }
        }),
    )
  return [...missingIn(after, before, true), ...missingIn(before, after, false)]
}
