/** Stands before a handler of a Hono application. Behind it there is a caller. */
import type { Contract, NamedOperation } from '@scopegate/contract'
import type { Context, MiddlewareHandler } from 'hono'
import type { EnvFor, OperationId } from '../handlers.ts'
import { type Admission, admit } from './admit.ts'
import { type AppDeps, type AppEnv, type AppHandler, type GuardDeps, withDefaults } from './context.ts'
import { type Framed, framed } from './frame.ts'
import { operationNamed } from './routes.ts'

type Answer = Response | undefined | Promise<Response | undefined>

/** Admits the request and runs what stands behind the guard. */
function enter(
  contract: Contract,
  route: NamedOperation,
  { verify }: AppDeps,
  c: Context<AppEnv>,
  { transport: { authorization, url }, record }: Framed,
  behind: () => Answer,
): Answer {
  const org = route.operation.tenancy === 'path' ? c.req.param('org') : undefined
  const admitted = ({ caller, org: admittedOrg }: Admission): Answer => {
    if (caller !== undefined) c.set('caller', caller)
    if (admittedOrg !== undefined) c.set('org', admittedOrg)
    return behind()
  }
  const admission = admit(contract, route, verify, { authorization, org, url }, record)
  return admission instanceof Promise ? admission.then(admitted) : admitted(admission)
}

/** The handler of one operation behind its guard. */
export const guarded =
  (contract: Contract, route: NamedOperation, deps: AppDeps, handler: AppHandler): AppHandler =>
  (c) =>
    framed(contract, deps, c, (request) => enter(contract, route, deps, c, request, () => handler(c)))

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
    const middleware: MiddlewareHandler<AppEnv> = async (c, next) => {
      const behind = async () => {
        await next()
        if (c.error !== undefined && !bringsAnswer(c.error)) throw c.error
        return undefined
      }
      const answer = await framed(contract, whole, c, (request) => enter(contract, route, whole, c, request, behind))
      // What a middleware before has put on the answer, such as CORS, stays on a refusal.
      if (!c.finalized) c.res = answer
    }
    // The cast is safe: `enter` sets exactly what the operation's row promises.
    return middleware as unknown as MiddlewareHandler<EnvFor<C, typeof id>>
  }
}
