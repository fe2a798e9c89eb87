/** What the kit keeps in Hono's context while a request runs. Handlers see the part that `handlers.ts` promises. */
import type { Caller, OrgId } from '../caller.ts'
import type { DecisionRecord, Log } from '../decision-log.ts'
import { writeLine } from '../outbound/log.ts'
import type { VerifyToken } from '../verify/verify.ts'
import type { Bindings, Transport } from './transport.ts'

/** What a guard needs from outside, in an application with routes of its own. */
export interface GuardDeps {
  readonly verify: VerifyToken
  /** Milliseconds since the epoch; the clock of the machine unless given. */
  readonly now?: () => number
  /** Where the decision lines go; standard output unless given. */
  readonly log?: Log
}

/** Everything that the application needs from outside. */
export type AppDeps = Required<GuardDeps>

export const withDefaults = ({ verify, now = Date.now, log = writeLine }: GuardDeps): AppDeps => ({ verify, now, log })

export interface AppEnv {
  Bindings: Bindings
  Variables: {
    requestId: string
    transport: Transport
    record: DecisionRecord
    /** The answer that already carries the headers of every answer. */
    complete: Response
    /** Set by the guard for protected operations only. */
    caller: Caller
    /** Set by the guard for operations with a tenancy only. */
    org: OrgId
  }
}
