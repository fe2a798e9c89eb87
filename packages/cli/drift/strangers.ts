/**
 * What only the account shows: authorizers, functions of triggers, routes and settings that are not those of the deployment.
 */
import type { Direction, Where } from '@scopegate/analysis/deployed/compare'
import { quoted } from '@scopegate/contract/quoted'
import type { Finding } from './finding.ts'
import type { Live } from './live.ts'
import type { PoolSettings } from './live-pool.ts'
import type { Owned, OwnedRoute } from './owned.ts'

/**
 * What nobody's template knows: authorizers, routes in the place of others, routes that lead elsewhere, triggers that are
 * other functions than the stack's, and settings that can only be one way.
 */
export function strangersIn(live: Live, owned: Owned): readonly Finding[] {
  const authorizers = [...live.apis].flatMap(([pool, { authorizers: all }]) =>
    all
      .filter(({ id }) => !owned.authorizers.has(id))
      .map(({ id, type, tokensOf }): Finding => {
        const pools = tokensOf === 'unknown' ? 'an issuer that is no pool of ours' : `\`${tokensOf}\``
        const whose = type === 'JWT' ? `takes tokens of ${pools}` : 'decides by a function'
        return {
          kind: 'authorizer_extra',
          direction: 'opens',
          where: { in: 'api', pool },
          expected: `without \`${id}\``,
          found: `with \`${id}\`, which ${whose}`,
          authorizer: id,
        }
      }),
  )
  const triggers = [...live.triggerFunctions].flatMap(([pool, found]): readonly Finding[] => {
    const expected = owned.triggers.get(pool)
    if (expected === undefined || expected === found) return []
    const where: Where = { in: 'pool', pool }
    return [{ kind: 'trigger_function', direction: 'opens', where, expected: `\`${expected}\``, found: `\`${found}\`` }]
  })
  return [...triggers, ...authorizers, ...settingFindings(live, owned), ...strangeRoutesIn(live, owned)]
}

/** Settings that are not as they must be, in pools and app clients that CloudFormation made. */
const settingFindings = (live: Live, owned: Owned): readonly Finding[] => {
  const known = new Set(owned.clients.values())
  return [...live.settings].flatMap(([pool, { identityProviders, ...settings }]) => [
    ...poolFindings(pool, settings),
    ...[...identityProviders]
      .filter(([client]) => known.has(client))
      .flatMap(([client, providers]) => providerFindings({ in: 'client', pool, client }, providers)),
  ])
}

function poolFindings(pool: string, settings: Omit<PoolSettings, 'identityProviders'>): readonly Finding[] {
  const { otherTriggers, adminCreatesUsers, orgIsMutable } = settings
  const opens = { direction: 'opens', where: { in: 'pool', pool } } as const
  const names = quoted(otherTriggers)
  const [byAdmins, byAnybody] = ['made by administrators alone', 'made by anybody who signs up']
  const [fixed, changeable] = ['`custom:org_id` never changes', '`custom:org_id` may be changed']
  return [
    ...(otherTriggers.length === 0
      ? []
      : [{ kind: 'trigger_extra', ...opens, expected: `without ${names}`, found: `with ${names}` } as const]),
    ...(adminCreatesUsers ? [] : [{ kind: 'pool_sign_up', ...opens, expected: byAdmins, found: byAnybody } as const]),
    ...(orgIsMutable ? [{ kind: 'pool_org_mutable', ...opens, expected: fixed, found: changeable } as const] : []),
  ]
}

function providerFindings(where: Finding['where'], providers: readonly string[]): readonly Finding[] {
  const expected = '`COGNITO` alone'
  const others = providers.filter((name) => name !== 'COGNITO')
  if (others.length > 0) {
    return [{ kind: 'client_provider', direction: 'opens', where, expected, found: `with ${quoted(others)}` }]
  }
  if (providers.length > 0) return []
  // Unknown: whether none stated means none, or all that the pool has.
  return [{ kind: 'client_provider', direction: 'opens', where, expected, found: 'none is stated' }]
}

/**
 * Routes that have the right key and are not those that CloudFormation made, or no longer lead where those led. The contract
 * says nothing of either: it knows a route by its key. Keys that CloudFormation does not know are no business of this.
 */
const strangeRoutesIn = (live: Live, owned: Owned): readonly Finding[] =>
  [...live.apis].flatMap(([pool, { routeIds, routeTargets }]) =>
    [...(owned.routes.get(pool) ?? [])].flatMap(([route, made]) => {
      const id = routeIds.get(route)
      return id === undefined ? [] : routeFindings({ in: 'route', pool, route }, made, id, routeTargets.get(route))
    }),
  )

function routeFindings(
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
