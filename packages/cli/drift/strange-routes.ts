/**
 * Routes that have the right key and are not those that CloudFormation made, or no longer lead where those led. The contract
 * says nothing of either: it knows a route by its key.
 *
 * @module
 */
import type { Direction } from '@scopegate/analysis/deployed/compare'
import type { Finding } from './finding.ts'
import type { Live } from './live.ts'
import type { Owned, OwnedRoute } from './owned.ts'

/** Routes whose key CloudFormation does not know are no business of this: the contract has none of that key either. */
export const strangeRoutesIn = (live: Live, owned: Owned): readonly Finding[] =>
  [...live.apis].flatMap(([pool, { routeIds, routeTargets }]) =>
    [...(owned.routes.get(pool) ?? [])].flatMap(([route, made]) => {
      const id = routeIds.get(route)
      return id === undefined ? [] : findingsOf({ in: 'route', pool, route }, made, id, routeTargets.get(route))
    }),
  )

function findingsOf(
  where: Finding['where'],
  { id: madeId, target: madeTarget }: OwnedRoute,
  id: string,
  target: string | undefined,
): readonly Finding[] {
  const calls = target === undefined ? 'nothing' : `\`${target}\``
  const wanted = madeTarget === undefined ? 'what the template says' : `\`${madeTarget}\``
  // Whoever decides what a route calls gets the tokens of its callers.
  const direction: Direction = target !== undefined && target === madeTarget ? 'differs' : 'opens'
  if (id !== madeId) {
    const expected = `\`${madeId}\`, which calls ${wanted}`
    return [{ kind: 'route_replaced', direction, where, expected, found: `\`${id}\`, which calls ${calls}` }]
  }
  if (madeTarget === undefined || target === madeTarget) return []
  return [{ kind: 'route_target', direction, where, expected: wanted, found: calls }]
}
