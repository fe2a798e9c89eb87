/** Routes: `GetRoutes`, `CreateRoute`, `UpdateRoute`, `DeleteRoute`. */
import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { z } from 'zod'
import { AwsError } from '../aws-json/index.ts'
import { type ResolvedApi, type ResolvedRoute, routeParts } from '../template/index.ts'
import { badRequest, Input, partOperations, type Store } from './protocol.ts'

const Change = Input.pick({
  routeKey: true,
  authorizationType: true,
  authorizationScopes: true,
  authorizerId: true,
  target: true,
})
type Change = z.output<typeof Change>

export function routeOperations(app: Hono, store: Store): void {
  partOperations<ResolvedRoute, typeof Change>(app, store, {
    name: 'routes',
    schema: Change,
    all: ({ routes }) => routes,
    find: ({ routes }, id) => routes.find((route) => route.id === id),
    changed: (api, before, change) => {
      if (before !== undefined) return changed(store, api, before, change)
      if (change.routeKey === undefined) throw badRequest('A route needs a `routeKey`')
      // Inferred: a route without integration answers nothing of use, and here there is nothing else to call.
      if (change.target === undefined) throw badRequest('The local stack makes no route without a `target`')
      return changed(store, api, emptyRoute(), change)
    },
    put: ({ routes }, route) => ({
      routes: routes.some(({ id }) => id === route.id)
        ? routes.map((each) => (each.id === route.id ? route : each))
        : [...routes, route],
    }),
    remove: ({ routes }, id) => ({ routes: routes.filter((route) => route.id !== id) }),
    view: (_, route) => view(route),
  })
}

/** Documented (aws-facts §I.17): a route that says nothing is open to everyone. */
const emptyRoute = (): ResolvedRoute => ({
  id: randomBytes(4).toString('hex').slice(0, 7),
  ...routeParts(''),
  scopes: [],
  authorizer: undefined,
  integration: '',
  functionLogicalId: '',
})

function changed(store: Store, api: ResolvedApi, route: ResolvedRoute, change: Change): ResolvedRoute {
  const key = change.routeKey ?? route.key
  // Documented (model): two routes with one key are a conflict.
  if (api.routes.some((each) => each.key === key && each.id !== route.id)) {
    throw new AwsError('ConflictException', 'A route with this key exists already')
  }
  return { ...route, ...routeParts(key), ...targetOf(store, route, change), ...authorizationOf(api, route, change) }
}

function targetOf(store: Store, { integration, functionLogicalId }: ResolvedRoute, { target }: Change) {
  if (target === undefined) return { integration, functionLogicalId }
  const wanted = target.slice('integrations/'.length)
  const known = store.functionOf(wanted)
  if (known === undefined) throw badRequest('The local stack knows the integrations of the template alone')
  return { integration: wanted, functionLogicalId: known }
}

function authorizationOf(api: ResolvedApi, route: ResolvedRoute, change: Change) {
  const type = change.authorizationType ?? (route.authorizer === undefined ? 'NONE' : 'JWT')
  if (type === 'NONE') {
    // Measured (aws-facts §I.10). Inferred: scopes that were there before go with the authorizer.
    if ((change.authorizationScopes ?? []).length > 0) {
      throw badRequest('Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types')
    }
    return { authorizer: undefined, scopes: [] }
  }
  const authorizer = change.authorizerId ?? route.authorizer
  if (authorizer === undefined || !Object.hasOwn(api.authorizers, authorizer)) {
    throw badRequest('The authorization type JWT needs an authorizer of this API')
  }
  return { authorizer, scopes: change.authorizationScopes ?? route.scopes }
}

const view = ({ id, key, scopes, authorizer, integration }: ResolvedRoute) => ({
  routeId: id,
  routeKey: key,
  target: `integrations/${integration}`,
  apiKeyRequired: false,
  authorizationType: authorizer === undefined ? 'NONE' : 'JWT',
  authorizerId: authorizer,
  ...(scopes.length === 0 ? {} : { authorizationScopes: scopes }),
})
