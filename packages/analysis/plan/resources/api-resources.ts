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
  const routes = effects<Row>(rowsOf(was), rowsOf(is), (name, ...both) => ({
    kind: 'route',
    name: `${name} of ${pool}-api`,
    causes: routeCauses(of, name, both),
  }))
  if (was.api === undefined || is.api === undefined) return routes
  return [
    ...routes,
    ...integrationEffects(of, routes),
    ...corsEffect(of, routes),
    ...audienceEffect(pool, was.api, is.api),
  ]
}

interface Row extends DeployedRoute {
  readonly service: string
}

const keyOf = (name: string): string => {
  const [method = '', path = ''] = name.split(' ')
  return routeKey({ method, path })
}

const rowsOf = ({ api, side }: OneSide): Readonly<Record<string, Row>> =>
  Object.fromEntries(
    Object.entries(api?.routes ?? {}).map(([name, route]) => {
      const service = side.routes.get(keyOf(name))?.row.service ?? ''
      return [name, { ...route, service }]
    }),
  )

function routeCauses(
  { pool, was, is, roles }: ApiOfPool,
  name: string,
  both: readonly (DeployedRoute | undefined)[],
): readonly Cause[] {
  const scopes = both.flatMap((route) => (route?.scopes ?? []).map((wire) => wire.slice(wire.indexOf('/') + 1)))
  const clients = [...new Set([...(was.api?.audience ?? []), ...(is.api?.audience ?? [])])]
  return [
    cause.pool(pool),
    cause.route(keyOf(name)),
    cause.routeService(keyOf(name)),
    ...scopes.map(cause.scope),
    ...clients.flatMap((client) => [...scopes.map((scope) => cause.clientScope(client, scope)), cause.client(client)]),
    ...roles,
    ...scopes.flatMap((scope) => [cause.scopeGained(scope), cause.scopeLost(scope)]),
  ]
}

/** One calls a service for all of its routes on the API: it comes with the first of them, and goes with the last. */
function integrationEffects({ pool, was, is }: ApiOfPool, routes: readonly FoundResource[]): readonly FoundResource[] {
  const servicesOf = (one: OneSide) =>
    Object.fromEntries(Object.values(rowsOf(one)).map(({ service }) => [service, service]))
  const causes = routes.flatMap((route) => route.causes)
  return effects(servicesOf(was), servicesOf(is), (name) => ({
    kind: 'integration',
    name: `${name} of ${pool}-api`,
    causes: [cause.row('service', name), ...causes],
  }))
}

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
