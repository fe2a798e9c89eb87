/**
 * The application: one loop over the contract puts every handler behind its guard. No route is mounted by hand,
 * because a route that is mounted by hand is one whose guard can be forgotten.
 */
import { type Contract, indexOf } from '@scopegate/contract'
import { type Context, Hono, type Handler as HonoHandler } from 'hono'
import type { ServiceHandlers } from '../handlers.ts'
import { Problem } from '../problem.ts'
import type { AppDeps, AppEnv } from './context.ts'
import { answerTo, framed } from './frame.ts'
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
 * const app = createApp(contract, orderHandlers(orders), { verify, now: Date.now, log: writeLine })
 */
export function createApp<const C extends Contract>(contract: C, handlers: ServiceHandlers<C>, deps: AppDeps): App {
  // The cast forgets which context each handler wants: the guard of the same id sets exactly that (handlers.ts).
  const table = new Map(Object.entries(handlers as Readonly<Record<string, HonoHandler<AppEnv> | undefined>>))
  const routes = inMatchingOrder(indexOf(contract).operations.filter(({ id }) => table.get(id) !== undefined))
  const app = new Hono<AppEnv>()
  app.use('*', (c: Context<AppEnv>, next) => framed(contract, deps, c, next))
  for (const route of routes) {
    const { method, path } = route.operation
    const handler = table.get(route.id)
    if (handler !== undefined) app.on(method, honoPath(path), guarded(contract, route, deps), handler)
  }
  for (const [path, methods] of methodsByPath(routes)) {
    const allow = methods.join(', ')
    app.all(honoPath(path), () => {
      throw new Problem('method_not_allowed', { detail: `Use one of: ${allow}`, headers: { allow } })
    })
  }
  app.notFound((c) => {
    const detail = 'There is no such path: check the address against the list of operations'
    return answerTo(contract, new Problem('not_found', { detail }), c)
  })
  app.onError((error, c) => answerTo(contract, error, c))
  return app
}
