/**
 * Stands before every handler of a Hono application. Behind it there is a caller.
 *
 * @module
 */
import type { Contract, NamedOperation } from '@scopegate/contract'
import type { MiddlewareHandler } from 'hono'
import { admit } from './admit.ts'
import type { AppDeps, AppEnv } from './context.ts'

/** The guard of one operation, inside the frame (`frame.ts`). */
export function guarded(contract: Contract, route: NamedOperation, { verify }: AppDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { authorization } = c.get('transport')
    const request = { authorization, org: c.req.param('org'), url: c.req.url }
    const { caller, org } = await admit(contract, route, verify, request, c.get('record'))
    if (caller !== undefined) c.set('caller', caller)
    if (org !== undefined) c.set('org', org)
    await next()
  }
}
