/** One event in, the same event with our answer out, or an error and no token; one log line each. */
import { type Contract, grantsOf } from '@scopegate/contract'
import type { ClientDirectory } from './client-directory.ts'
import { type AccessTokenOverrides, type Enrichment, enrich } from './enrich.ts'
import { parseEvent } from './event.ts'
import { type RefusalReason, TokenRefused } from './refusal.ts'

/** What is known of a decision's subject. Never a user's id or attribute, nor a scope's name that we did not choose. */
interface LogSubject {
  readonly event: 'token_decision'
  readonly pool: string
  readonly clientId?: string
  readonly client?: string
  readonly triggerSource?: string
}

/** One line a decision. */
export type LogEntry = LogSubject &
  (
    | {
        /** `warn` where the token carries none of the contract's scopes: someone cannot work until operations act. */
        readonly level: 'info' | 'warn'
        readonly outcome: 'issued'
        readonly reason: Enrichment['reason']
        /** How many of the contract's scopes the token carries. */
        readonly granted: number
        /** How many requested scopes of any kind it does not. */
        readonly suppressed: number
      }
    | {
        readonly level: 'error'
        readonly outcome: 'refused'
        readonly reason: RefusalReason
        readonly detail: string
      }
  )

/** Everything the trigger needs from outside. `lambda.ts` wires it, tests write it in one literal. */
export interface HandlerDependencies {
  readonly contract: Contract
  /** The pool that this function serves, by name: a pool's id cannot be given to its own trigger. */
  readonly pool: string
  readonly directory: ClientDirectory
  readonly log: (entry: LogEntry) => void
}

/** The event that Cognito gets back. */
export type TokenResponse = Readonly<Record<string, unknown>> & {
  readonly response: {
    readonly claimsAndScopeOverrideDetails: { readonly accessTokenGeneration: AccessTokenOverrides }
  }
}

/**
 * The trigger. Its promise rejects with {@link TokenRefused} and nothing else, because Cognito shows the message to
 * the person who signs in.
 */
export function createHandler({
  contract,
  pool,
  directory,
  log,
}: HandlerDependencies): (event: unknown) => Promise<TokenResponse> {
  // Before the first event: initialization has the processor to itself.
  const { clientNamed } = grantsOf(contract)

  return async (event) => {
    let subject: LogSubject = { event: 'token_decision', pool }
    try {
      const { whole, data } = parseEvent(event)
      subject = { ...subject, triggerSource: data.triggerSource, clientId: data.clientId }
      const name = await directory.nameOf(data.clientId)
      const client = name === undefined ? undefined : clientNamed(name)
      if (client !== undefined) subject = { ...subject, client: client.name }
      const { overrides, granted, reason } = enrich(contract, data, client, pool)
      log({
        ...subject,
        level: reason === 'assigned' ? 'info' : 'warn',
        outcome: 'issued',
        reason,
        granted: granted.length,
        suppressed: overrides.scopesToSuppress.length,
      })
      return { ...whole, response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: overrides } } }
    } catch (error) {
      const refused = asRefusal(error)
      log({ ...subject, level: 'error', outcome: 'refused', reason: refused.reason, detail: refused.detail })
      throw refused
    }
  }
}

function asRefusal(error: unknown): TokenRefused {
  if (error instanceof TokenRefused) return error
  return new TokenRefused(
    'internal',
    error instanceof Error ? `${error.name}: ${error.message}` : 'Something that is no Error was thrown',
  )
}
