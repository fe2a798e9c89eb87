/**
 * The application: one loop over the contract puts every handler behind its guard. No route is mounted by hand,
 * because a route that is mounted by hand is one whose guard can be forgotten.
 *
 * @module
 */
import {
  type OperationId,
  type OperationIdOf,
  operationIds,
  operations,
  type Service,
} from '@scopegate/scopes/operations'
import { Hono, type Handler as HonoHandler } from 'hono'
import type { HandlersOf } from '../handlers.ts'
import { Problem } from '../problem.ts'
import type { AppDeps, AppEnv } from './context.ts'
import { answerTo, contained, logged, security, straightPath } from './frame.ts'
import { guard } from './guard.ts'
import { honoPath, inMatchingOrder, methodsByPath, type Route } from './routes.ts'

/** All handlers of the service, or none of them. */
type WholeOrAbsent<S extends Service> = HandlersOf<S> | { readonly [Id in OperationIdOf<S>]?: never }

// Function parameters turn the union over the services into an intersection.
type Everything = { [S in Service]: (handlers: WholeOrAbsent<S>) => void }[Service]

/** The handlers of any set of whole services: half a service does not compile. */
export type ServiceHandlers = Everything extends (handlers: infer Handlers) => void ? Handlers : never

/** The application as adapters and tests use it. */
export type App = Hono<AppEnv>

/**
 * Makes the application of the services whose handlers are given.
 *
 * @param handlers of one service (Lambda) or of all (one process)
 */
export function createApp(handlers: ServiceHandlers, deps: AppDeps): App {
  // The cast forgets which context each handler wants: the guard of the same id sets exactly that (handlers.ts).
  const table = handlers as Partial<Record<OperationId, HonoHandler<AppEnv>>>
  const routes: readonly Route[] = inMatchingOrder(
    operationIds.filter((id) => table[id] !== undefined).map((id) => ({ id, operation: operations[id] })),
  )
  const app = new Hono<AppEnv>()
  app.use('*', logged(deps), security(), contained, straightPath)
  for (const { id, operation } of routes) {
    const handler = table[id]
    if (handler !== undefined) app.on(operation.method, honoPath(operation.path), guard(id, operation, deps), handler)
  }
  for (const [path, methods] of methodsByPath(routes)) {
    const allow = methods.join(', ')
    app.all(honoPath(path), (c) => {
      c.get('record').reason = 'method_not_allowed'
      throw new Problem('method_not_allowed', { detail: `Use one of: ${allow}`, headers: { allow } })
    })
  }
  app.notFound((c) => {
    const record = c.get('record')
    record.reason = 'not_found'
    const detail = 'There is no such path: check the address against the list of operations'
    return answerTo(new Problem('not_found', { detail }), c.get('requestId'), record)
  })
  app.onError((error, c) => answerTo(error, c.get('requestId'), c.get('record')))
  return app
}
