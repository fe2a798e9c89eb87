/**
 * The reasons for which no token is issued, each with the sentence that the person at the screen reads.
 *
 * Cognito puts the message of a trigger's error into its own: `PreTokenGeneration failed with error <text>.`, in the
 * SDK's exception and in the address of the callback page (working-with-lambda-triggers). So the sentence names no
 * internals and has no period, and what operations need stands in `detail`, which is logged and never sent.
 */

const wrongApplication = 'This application may not sign in here, contact its provider'
const wrongSetup = 'Sign-in is not set up correctly, contact the provider of this application'
const tryAgain = 'Sign-in is temporarily unavailable, try again in a moment'

/** The sentence of each reason. */
export const refusals = {
  /** The event is of version 1 or of no shape that is known: the pool is wired wrongly. */
  event_unsupported: wrongSetup,
  /** The client directory does not know the client id, or the contract does not have the name. */
  client_unknown: wrongApplication,
  /** The client is of another pool than this function serves. */
  client_of_other_pool: wrongApplication,
  /** A person signs in through a machine's client. */
  person_at_machine_client: wrongApplication,
  /** Client credentials were presented through a client for people. */
  machine_at_people_client: wrongApplication,
  /** Nobody can say now which client it is. Our outage. */
  directory_unavailable: tryAgain,
  /** A bug of ours. */
  internal: tryAgain,
} as const satisfies Record<string, string>

/** Why no token is issued. Stable: alarms and runbooks count by it. */
export type RefusalReason = keyof typeof refusals

/** Throw this to end a token request without a token. Anything else thrown counts as `internal`. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
  readonly reason: RefusalReason
  /** For the log: names fields, clients and rules, never a value of the event. */
  readonly detail: string

  constructor(reason: RefusalReason, detail: string) {
    super(refusals[reason])
    this.reason = reason
    this.detail = detail
  }
}
