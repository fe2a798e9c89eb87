/** Stands before a handler of a Hono application. Behind it there is a caller. */
import type { Contract, NamedOperation } from '@scopegate/contract'
import type { Context, MiddlewareHandler } from 'hono'
import type { EnvFor, OperationId } from '../handlers.ts'
import { admit } from './admit.ts'
import { type AppDeps, type AppEnv, type GuardDeps, withDefaults } from './context.ts'
import { framed } from './frame.ts'
import { operationNamed } from './routes.ts'

async function enter(
  contract: Contract,
  route: NamedOperation,
  { verify }: AppDeps,
  c: Context<AppEnv>,
): Promise<void> {
  const { authorization } = c.get('transport')
  const request = { authorization, org: c.req.param('org'), url: c.req.url }
  const { caller, org } = await admit(contract, route, verify, request, c.get('record'))
  if (caller !== undefined) c.set('caller', caller)
  if (org !== undefined) c.set('org', org)
}

/** The guard of one operation, inside the frame that `createApp` has put around all of them. */
export function guarded(contract: Contract, route: NamedOperation, deps: AppDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await enter(contract, route, deps, c)
    await next()
  }
}

/** A middleware for the route of one operation. */
export type RequireOperation<C extends Contract> = <const Id extends OperationId<C>>(
  id: Id,
) => MiddlewareHandler<EnvFor<C, Id>>

/** Errors of Hono's own kind bring their answer with them: it stays the application's. */
const bringsAnswer = (error: unknown): boolean => typeof error === 'object' && error !== null && 'getResponse' in error

/**
 * The guard for a Hono application that has routes of its own: one middleware for each operation, with the request id, the
 * decision line and the problem documents of `createApp`. The handler behind it has `c.var.caller`, `c.var.org` and
 * `c.var.requestId`, as the operation's row promises; what it throws is answered as a problem, an `HTTPException` as the
 * application does.
 *
 * The route must be the operation's: its method, and `:org` where the row's path says `{org}`.
 *
 * @example
 * const requireOperation = guard(contract, { verify: createVerifier(contract, pools) })
 * app.get('/v1/orders', requireOperation('listOrders'), (c) => c.json(listOf(c.var.org)))
 */
export function guard<const C extends Contract>(contract: C, deps: GuardDeps): RequireOperation<C> {
  const whole = withDefaults(deps)
  return (id) => {
    const route = operationNamed(contract, id)
    const middleware: MiddlewareHandler<AppEnv> = (c, next) =>
      framed(contract, whole, c, async () => {
        await enter(contract, route, whole, c)
        await next()
        if (c.error !== undefined && !bringsAnswer(c.error)) throw c.error
      })
    // The cast is safe: `enter` sets exactly what the operation's row promises.
    return middleware as unknown as MiddlewareHandler<EnvFor<C, typeof id>>
  }
}
