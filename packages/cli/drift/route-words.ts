/**
 * Command lines of AWS that put back one route, or make one that is gone.
 *
 * @module
 */
import type { DeployedRoute } from '@scopegate/analysis/deployed/shape'
import type { Situation } from './commands.ts'
import type { Finding } from './finding.ts'
import type { LiveApi } from './live-api.ts'

/** The words after `aws`; `undefined` where something that the route needs is gone, or nobody knows it. */
export function routeWords(
  kind: Finding['kind'],
  pool: string,
  key: string,
  api: LiveApi,
  { expected, owned, live }: Situation,
): readonly string[] | undefined {
  const id = api.routeIds.get(key)
  const place = ['--api-id', api.id]
  const route = [...place, '--route-id', id ?? '']
  if (kind === 'route_extra') return id === undefined ? undefined : ['apigatewayv2', 'delete-route', ...route]
  const row = expected.apis[pool]?.routes[key]
  const authorization = row === undefined ? undefined : authorizationWords(row, pool, { live, owned })
  const target = owned.routes.get(pool)?.get(key)?.target
  const leads = target === undefined ? undefined : ['--target', target]
  if (kind === 'route_missing') {
    if (authorization === undefined || leads === undefined) return undefined
    return ['apigatewayv2', 'create-route', ...place, '--route-key', key, ...leads, ...authorization]
  }
  if (kind === 'route_replaced' || kind === 'route_target') {
    if (leads === undefined || api.routeTargets.get(key) === target) return undefined
    return ['apigatewayv2', 'update-route', ...route, ...leads]
  }
  if (id === undefined || authorization === undefined) return undefined
  return ['apigatewayv2', 'update-route', ...route, ...authorization]
}

/** What the route should ask for; `undefined` when the authorizer that it needs is gone. */
function authorizationWords(
  { authorization, scopes, tokensOf }: DeployedRoute,
  pool: string,
  { live, owned }: Pick<Situation, 'live' | 'owned'>,
): readonly string[] | undefined {
  if (authorization === 'NONE') return ['--authorization-type', 'NONE']
  const fits = live.apis
    .get(pool)
    ?.authorizers.find((each) => each.tokensOf === tokensOf && owned.authorizers.has(each.id))
  if (fits === undefined) return undefined
  return ['--authorization-type', authorization, '--authorizer-id', fits.id, '--authorization-scopes', ...scopes]
}
