/** A refusal in a service's own words, and what is logged of an error that is none. */

/** `type` is the name of the exception that the SDK throws; `reason`, for the log alone, says what the words hide. Neither holds a secret. */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  readonly type: string
  readonly reason: string
  constructor(type: string, message: string, reason = message) {
    super(message)
    this.type = type
    this.reason = reason
  }
}

/** Where people read what is emulated: in this repository, and in an installed package, which has a copy. */
export const emulatedPage = 'docs/emulated.md (installed: node_modules/@scopegate/emulator/docs/emulated.md)'

/** An operation or a service that AWS has and the local stack lacks: a clear error, never a success. */
export const notEmulatedHere = (what: string, type = 'UnknownOperationException') =>
  new AwsError(type, `The local stack does not emulate ${what}. It emulates what ${emulatedPage} lists`)

/** What goes into the log of an error that was not foreseen. */
export const traceOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
