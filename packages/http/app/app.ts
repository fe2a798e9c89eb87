/**
 * The application: one loop over the contract puts every handler behind its guard. No route is mounted by hand,
 * because a route that is mounted by hand is one whose guard can be forgotten.
 */
import { type Contract, indexOf } from '@scopegate/contract'
import { Hono } from 'hono'
import type { ServiceHandlers } from '../handlers.ts'
import { Problem } from '../problem.ts'
import { type AppEnv, type AppHandler, type GuardDeps, withDefaults } from './context.ts'
import { framed } from './frame.ts'
import { guarded } from './guard.ts'
import { honoPath, inMatchingOrder, methodsByPath } from './routes.ts'

/** The application as adapters and tests use it. */
export type App = Hono<AppEnv>

/**
 * Makes the application of the services whose handlers are given.
 *
 * @param handlers of one service (Lambda) or of all (one process)
 * @example
 * const verify = createVerifier(contract, parsePools(contract, process.env['POOLS']))
 * const app = createApp(contract, orderHandlers(orders), { verify })
 */
export function createApp<const C extends Contract>(contract: C, handlers: ServiceHandlers<C>, given: GuardDeps): App {
  const deps = withDefaults(given)
  // The cast forgets which context each handler wants: the guard of the same id sets exactly that (handlers.ts).
  const table = new Map(Object.entries(handlers as Readonly<Record<string, AppHandler | undefined>>))
  const routes = inMatchingOrder(indexOf(contract).operations.filter(({ id }) => table.get(id) !== undefined))
  const refusing =
    (problem: () => unknown): AppHandler =>
    (c) =>
      framed(contract, deps, c, () => {
        throw problem()
      })
  const app = new Hono<AppEnv>()
  for (const route of routes) {
    const { method, path } = route.operation
    const handler = table.get(route.id)
    if (handler !== undefined) app.on(method, honoPath(path), guarded(contract, route, deps, handler))
  }
  // An application of its own: a second route for a path would make Hono run a chain for every request.
  const others = new Hono<AppEnv>()
  for (const [path, methods] of methodsByPath(routes)) {
    const allow = methods.join(', ')
    const options = { detail: `Use one of: ${allow}`, headers: { allow } }
    others.all(
      honoPath(path),
      refusing(() => new Problem('method_not_allowed', options)),
    )
  }
  const detail = 'There is no such path: check the address against the list of operations'
  others.all(
    '*',
    refusing(() => new Problem('not_found', { detail })),
  )
  app.notFound((c) => others.fetch(c.req.raw, c.env))
  app.onError((error, c) => refusing(() => error)(c))
  return app
}
