/** What CloudFormation does with the resources of a pool’s API: its routes, its CORS and its authorizer. */

import type { DeployedApi, DeployedPool, DeployedRoute } from '../../deployed/shape.ts'
import { sameJson } from '../../same-json.ts'
import { type Cause, cause } from '../draft.ts'
import { routeKey, type Side } from '../side.ts'
import { effects, type FoundResource } from './effects.ts'

interface OneSide {
  readonly api: DeployedApi | undefined
  readonly identity: DeployedPool | undefined
  readonly side: Side
}

export interface ApiOfPool {
  readonly pool: string
  readonly was: OneSide
  readonly is: OneSide
  /** Of the pool, on both sides. */
  readonly roles: readonly Cause[]
}

export function apiEffects(of: ApiOfPool): readonly FoundResource[] {
  const { pool, was, is } = of
  const routes = effects<DeployedRoute>(was.api?.routes, is.api?.routes, (name, ...both) => ({
    kind: 'route',
    name: `${name} of ${pool}-api`,
    causes: routeCauses(of, name, both),
  }))
  if (was.api === undefined || is.api === undefined) return routes
  return [...routes, ...integrationEffects(of), ...corsEffect(of, routes), ...audienceEffect(pool, was.api, is.api)]
}

function routeCauses(
  { pool, was, is, roles }: ApiOfPool,
  name: string,
  both: readonly (DeployedRoute | undefined)[],
): readonly Cause[] {
  const [method = '', path = ''] = name.split(' ')
  const scopes = both.flatMap((route) => (route?.scopes ?? []).map((wire) => wire.slice(wire.indexOf('/') + 1)))
  const clients = [...new Set([...(was.api?.audience ?? []), ...(is.api?.audience ?? [])])]
  return [
    cause.pool(pool),
    cause.route(routeKey({ method, path })),
    ...scopes.map(cause.scope),
    ...clients.flatMap((client) => [...scopes.map((scope) => cause.clientScope(client, scope)), cause.client(client)]),
    ...roles,
    ...scopes.flatMap((scope) => [cause.scopeGained(scope), cause.scopeLost(scope)]),
  ]
}

/** A route that another service answers: its integration is another. */
const integrationEffects = ({ pool, was, is }: ApiOfPool): readonly FoundResource[] =>
  [...(is.side.exposed.get(pool) ?? [])].flatMap((route): readonly FoundResource[] => {
    const [old, young] = [was.side.routes.get(route), is.side.routes.get(route)]
    const exposed = was.side.exposed.get(pool)?.has(route) === true
    if (!exposed || old === undefined || young === undefined || old.row.service === young.row.service) return []
    const name = `of ${young.text} of ${pool}-api`
    return [{ action: 'update', kind: 'integration', name, causes: [cause.routeService(route)] }]
  })

function corsEffect({ pool, was, is }: ApiOfPool, routes: readonly FoundResource[]): readonly FoundResource[] {
  if (sameJson(was.api?.cors, is.api?.cors)) return []
  const causes = [was, is].flatMap(({ identity }) =>
    Object.entries(identity?.clients ?? {}).flatMap(([client, { callbackUrls }]) => [
      cause.client(client),
      ...callbackUrls.map((uri) => cause.clientAddress(client, uri)),
    ]),
  )
  // The methods that a page may use are those of the routes.
  const ofRoutes = routes.flatMap((route) => route.causes)
  return [{ action: 'update', kind: 'API', name: `${pool}-api (CORS)`, causes: [...causes, ...ofRoutes] }]
}

const audienceEffect = (pool: string, was: DeployedApi, is: DeployedApi): readonly FoundResource[] =>
  sameJson(was.audience, is.audience)
    ? []
    : [
        {
          action: 'update',
          kind: 'authorizer',
          name: `of ${pool}-api`,
          causes: [...was.audience, ...is.audience].map(cause.client),
        },
      ]
