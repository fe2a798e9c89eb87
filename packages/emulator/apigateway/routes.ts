/**
 * Routes: `GetRoutes`, `CreateRoute`, `UpdateRoute`, `DeleteRoute`.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { z } from 'zod'
import { AwsError } from '../aws-json/index.ts'
import type { ResolvedApi, ResolvedRoute } from '../template/index.ts'
import { badRequest, Input, pageOf, readInput, type Store } from './protocol.ts'

const Change = Input.pick({
  routeKey: true,
  authorizationType: true,
  authorizationScopes: true,
  authorizerId: true,
  target: true,
})
type Change = z.output<typeof Change>

const routes = '/v2/apis/:api/routes'

export function routeOperations(app: Hono, store: Store): void {
  app.get(routes, (c) => {
    const api = store.find(c.req.param('api'))
    return c.json(
      pageOf(
        c,
        api.routes.map((route) => view(api, route)),
      ),
    )
  })
  app.post(routes, async (c) => {
    const api = store.find(c.req.param('api'))
    const change = await readInput(c, Change)
    if (change.routeKey === undefined) throw badRequest('A route needs a `routeKey`')
    // Inferred: a route without integration answers nothing of use, and here there is nothing else to call.
    if (change.target === undefined) throw badRequest('The local stack makes no route without a `target`')
    const route = changed(store, api, emptyRoute(), change)
    store.change(api.id, ({ routes: all }) => ({ routes: [...all, route] }))
    return c.json(view(api, route), 201)
  })
  app.patch(`${routes}/:route`, async (c) => {
    const api = store.find(c.req.param('api'))
    const before = routeIn(api, c.req.param('route'))
    const route = changed(store, api, before, await readInput(c, Change))
    store.change(api.id, ({ routes: all }) => ({ routes: all.map((each) => (each.id === route.id ? route : each)) }))
    return c.json(view(api, route))
  })
  app.delete(`${routes}/:route`, (c) => {
    const api = store.find(c.req.param('api'))
    const { id } = routeIn(api, c.req.param('route'))
    store.change(api.id, ({ routes: all }) => ({ routes: all.filter((each) => each.id !== id) }))
    return c.body(null, 204)
  })
}

/** Documented (aws-facts §I.17): a route that says nothing is open to everyone. */
const emptyRoute = (): ResolvedRoute => ({
  id: randomBytes(4).toString('hex').slice(0, 7),
  method: '',
  path: '',
  key: '',
  scopes: [],
  authorizer: undefined,
  integration: '',
  functionLogicalId: '',
})

function routeIn({ routes: all }: ResolvedApi, id: string): ResolvedRoute {
  const route = all.find((each) => each.id === id)
  if (route === undefined) throw new AwsError('NotFoundException', 'Invalid Route identifier specified')
  return route
}

function changed(store: Store, api: ResolvedApi, route: ResolvedRoute, change: Change): ResolvedRoute {
  const key = change.routeKey ?? route.key
  // Documented (model): two routes with one key are a conflict.
  if (api.routes.some((each) => each.key === key && each.id !== route.id)) {
    throw new AwsError('ConflictException', 'A route with this key exists already')
  }
  const [method = '', path = ''] = key === '$default' ? ['ANY', '$default'] : key.split(' ')
  const scopes = change.authorizationScopes ?? route.scopes
  return {
    ...route,
    key,
    method,
    path,
    ...targetOf(store, route, change),
    ...authorizationOf(api, route, change, scopes),
  }
}

function targetOf(store: Store, { integration, functionLogicalId }: ResolvedRoute, { target }: Change) {
  if (target === undefined) return { integration, functionLogicalId }
  const wanted = target.slice('integrations/'.length)
  const known = store.functionOf(wanted)
  if (known === undefined) throw badRequest('The local stack knows the integrations of the template alone')
  return { integration: wanted, functionLogicalId: known }
}

function authorizationOf(api: ResolvedApi, route: ResolvedRoute, change: Change, scopes: readonly string[]) {
  const type = change.authorizationType ?? (route.authorizer === undefined ? 'NONE' : 'JWT')
  if (type === 'NONE') {
    // Measured (aws-facts §I.10). Inferred: scopes that were there before go with the authorizer.
    if ((change.authorizationScopes ?? []).length > 0) {
      throw badRequest('Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types')
    }
    return { authorizer: undefined, scopes: [] }
  }
  const named = Object.entries(api.authorizers).find(([, { id }]) => id === change.authorizerId)?.[0]
  const authorizer = change.authorizerId === undefined ? route.authorizer : named
  if (authorizer === undefined) throw badRequest('The authorization type JWT needs an authorizer of this API')
  return { authorizer, scopes }
}

const view = ({ authorizers }: ResolvedApi, { id, key, scopes, authorizer, integration }: ResolvedRoute) => ({
  routeId: id,
  routeKey: key,
  target: `integrations/${integration}`,
  apiKeyRequired: false,
  authorizationType: authorizer === undefined ? 'NONE' : 'JWT',
  ...(authorizer === undefined ? {} : { authorizerId: authorizers[authorizer]?.id }),
  ...(scopes.length === 0 ? {} : { authorizationScopes: scopes }),
})
