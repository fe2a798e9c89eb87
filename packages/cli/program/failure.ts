/** Why a command cannot answer: one line with the cause, one with what to type or change next. */

/** Exit codes of every command. */
export const exitCodes = {
  /** The answer is yes, or there was nothing to decide. */
  ok: 0,
  /** The answer is no: a rule is broken, a difference was found, a token is refused. */
  no: 1,
  /** The command was misused, or could not find out. */
  misuse: 2,
} as const

/** Ends a command without an answer. Nothing was written. */
export class Failure extends Error {
  override readonly name = 'Failure'
  /** What to type or change next. */
  readonly next: string

  /** @param cause one sentence, without a final period; never a token, a secret or a personal value */
  constructor(cause: string, next: string) {
    super(cause)
    this.next = next
  }
}
