/**
 * The one error class of the services: a code of the contract's table, what to tell the caller, what to log.
 *
 * @module
 */
import type { Scope } from '@scopegate/scopes/catalog'
import type { ProblemCode } from '@scopegate/scopes/problems'

export interface ProblemOptions {
  /** Sent to the caller: what is wrong and what to do next. Never a value, a token, a claim or a stack. */
  readonly detail?: string
  /** Every field that breaks a rule, as a JSON pointer with the rule. Never the value. */
  readonly fields?: readonly { readonly pointer: string; readonly rule: string }[]
  /** The scope that was missing; goes into the challenge in its wire form. */
  readonly scope?: Scope
  /** Extra response headers, such as `allow`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Logged, never sent. */
  readonly cause?: unknown
}

/** Throw this to end a request with a known outcome. Anything else that is thrown is `internal`. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly options: ProblemOptions

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(code, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.options = options
  }
}
