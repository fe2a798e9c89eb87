/** What the kit keeps in Hono's context while a request runs. Handlers see the part that `handlers.ts` promises. */
import type { Context } from 'hono'
import type { Caller, OrgId } from '../caller.ts'
import type { Log } from '../decision-log.ts'
import { standardLog } from '../outbound/log.ts'
import type { VerifyToken } from '../verify/verify.ts'
import { withCacheReport } from './cache-report.ts'
import type { Bindings } from './transport.ts'

/** What an application or a guard needs from outside. */
export interface GuardDeps {
  readonly verify: VerifyToken
  /** Milliseconds since the epoch; the clock of the machine unless given. */
  readonly now?: () => number
  /** Where the decision lines go; standard output unless given, at once on Lambda and in batches elsewhere. */
  readonly log?: Log
}

/** The same, complete. */
export type AppDeps = Required<GuardDeps>

export function withDefaults({ verify, now = Date.now, log = standardLog }: GuardDeps): AppDeps {
  return { verify, now, log: withCacheReport({ verify, now, log }) }
}

/** What answers a request. */
export type AppHandler = (c: Context<AppEnv>) => Response | Promise<Response>

export interface AppEnv {
  Bindings: Bindings
  Variables: {
    requestId: string
    /** Set by the guard for protected operations only. */
    caller: Caller
    /** Set by the guard for operations with a tenancy only. */
    org: OrgId
  }
}
