/**
 * One event in, the same event with our answer out, or an error and no token; one log line each.
 *
 * @module
 */
import type { ClientName, PoolName } from '@scopegate/scopes/catalog'
import { clientNamed } from '@scopegate/scopes/lookup'
import type { ClientDirectory } from './client-directory.ts'
import { type AccessTokenOverrides, type Enrichment, enrich } from './enrich.ts'
import { parseEvent } from './event.ts'
import { type RefusalReason, TokenRefused } from './refusal.ts'

/** What is known of a decision's subject. Never a user's id or attribute, nor a scope's name that we did not choose. */
interface LogSubject {
  readonly event: 'token_decision'
  readonly pool: PoolName
  readonly clientId?: string
  readonly client?: ClientName
  readonly triggerSource?: string
}

/** One line a decision. */
export type LogEntry = LogSubject &
  (
    | {
        /** `warn` where the token carries none of the catalog's scopes: somebody cannot work until operations act. */
        readonly level: 'info' | 'warn'
        readonly outcome: 'issued'
        readonly reason: Enrichment['reason']
        /** How many of the catalog's scopes the token carries. */
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
  /** The pool that this function serves. A pool's id cannot be given to its own trigger, so it is told by name. */
  readonly pool: PoolName
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
  pool,
  directory,
  log,
}: HandlerDependencies): (event: unknown) => Promise<TokenResponse> {
  async function clientOf(clientId: string) {
    const name = await directory.nameOf(clientId)
    return name === undefined ? undefined : clientNamed(name)
  }

  return async (event) => {
    let subject: LogSubject = { event: 'token_decision', pool }
    try {
      const { whole, data } = parseEvent(event)
      subject = { ...subject, triggerSource: data.triggerSource, clientId: data.clientId }
      const client = await clientOf(data.clientId)
      if (client !== undefined) subject = { ...subject, client: client.name }
      const { overrides, granted, reason } = enrich(data, client, pool)
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
