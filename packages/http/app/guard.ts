/**
 * Stands before every handler: reads the credentials, has them verified, has it decided. Behind it there is a caller;
 * before it nothing of the body was read and no I/O was done but the fetch of a key set.
 *
 * @module
 */
import type { Operation, OperationId } from '@scopegate/scopes/operations'
import type { MiddlewareHandler } from 'hono'
import { decide, type Presented } from '../decide.ts'
import type { DecisionRecord } from '../decision-log.ts'
import { refuseQuery } from '../input/query.ts'
import { Problem } from '../problem.ts'
import { readCredentials } from '../verify/credentials.ts'
import type { AppDeps, AppEnv } from './context.ts'

async function present(authorization: readonly string[], { verify }: AppDeps): Promise<Presented> {
  const credentials = readCredentials(authorization)
  return credentials.kind === 'bearer' ? verify(credentials.token) : { kind: credentials.kind }
}

/** What the log says of whom the token is about. */
function describe(presented: Presented): Partial<DecisionRecord> {
  switch (presented.kind) {
    case 'absent':
    case 'malformed':
      return {}
    case 'unavailable':
      return { pool: presented.pool }
    case 'rejected':
      return {
        rejection: presented.rejection,
        ...('pool' in presented.rejection ? { pool: presented.rejection.pool } : {}),
      }
    case 'unassigned': {
      const { sub, clientId, client, pool } = presented.identity
      return { sub, clientId, client, pool }
    }
    case 'verified': {
      const { sub, clientId, client, pool, kind } = presented.caller
      const org = presented.caller.kind === 'operator' ? {} : { org: presented.caller.org }
      return { sub, clientId, client, pool, kind, ...org }
    }
  }
}

/** The guard of one operation. */
export function guard(id: OperationId, operation: Operation, deps: AppDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const record = c.get('record')
    record.operation = id
    record.reason = 'guard_failed'
    const isPublic = operation.access.kind === 'public'
    const presented: Presented = isPublic ? { kind: 'absent' } : await present(c.get('transport').authorization, deps)
    Object.assign(record, describe(presented))
    const decision = decide(operation, presented, c.req.param('org'))
    if (!decision.allow) {
      record.reason = decision.reason
      const { detail, scope } = decision
      throw new Problem(decision.code, {
        ...(detail === undefined ? {} : { detail }),
        ...(scope === undefined ? {} : { scope }),
        ...(presented.kind === 'unavailable' ? { cause: presented.cause } : {}),
      })
    }
    record.decision = 'allow'
    record.reason = isPublic ? 'public' : 'scope_held'
    if (decision.caller !== undefined) c.set('caller', decision.caller)
    if (decision.org !== undefined) {
      c.set('org', decision.org)
      record.org = decision.org
    }
    // Not before the decision: what an operation takes is for those who may have it.
    refuseQuery(c, id)
    await next()
  }
}
