/** The one error class of the services: a problem's row with its code, what to tell the caller, what to log. */
import { type KitProblemCode, kitProblems, type ProblemSpec } from '@scopegate/contract'

export interface ProblemOptions {
  /** Sent to the caller: what is wrong and what to do next. Never a value, a token, a claim or a stack. */
  readonly detail?: string
  /** Every field that breaks a rule, as a JSON pointer with the rule. Never the value. */
  readonly fields?: readonly { readonly pointer: string; readonly rule: string }[]
  /** The scope that was missing, as a token carries it; goes into the challenge. */
  readonly scope?: string
  /** Extra response headers, such as `allow`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Logged, never sent. */
  readonly cause?: unknown
}

/** A problem of a system's own, by its row. `problemsOf` makes them. */
export interface OwnProblem {
  readonly code: string
  readonly row: ProblemSpec
}

const rowOf = (rows: Readonly<Record<string, ProblemSpec>>, code: string): OwnProblem => {
  const row = Object.hasOwn(rows, code) ? rows[code] : undefined
  if (row === undefined) throw new Error(`There is no problem \`${code}\``)
  // Whatever else a row says, a problem never looks like success, and an answer can be made of it.
  if (!Number.isInteger(row.status) || row.status < 400 || row.status > 599) {
    throw new Error(`The status of the problem \`${code}\` is not one of an error`)
  }
  return { code, row }
}

/**
 * Throw this to end a request with a known outcome. Anything else that is thrown is answered as `internal`.
 *
 * It carries its row, so that an answer needs no table of all problems. A code that no type checker saw is an error
 * of another class, and so a 500.
 *
 * @example
 * throw new Problem('not_found', { detail: 'There is no such order: check the id' })
 */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: string
  readonly row: ProblemSpec
  readonly options: ProblemOptions

  constructor(problem: KitProblemCode | OwnProblem, options: ProblemOptions = {}) {
    const { code, row } = typeof problem === 'string' ? rowOf(kitProblems, problem) : problem
    super(code, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.row = row
    this.options = options
  }
}

/** Makes problems by code. */
export type MakeProblem<Code extends string> = (code: Code, options?: ProblemOptions) => Problem

/**
 * A system's way to its own problems: a code that its contract does not have does not compile.
 *
 * @param rows the contract's `problems`
 * @example
 * const problem = problemsOf(contract.problems)
 * throw problem('stock_insufficient', { detail: '`delta` takes more than there is: take less' })
 */
export const problemsOf =
  <const Rows extends Readonly<Record<string, ProblemSpec>>>(rows: Rows): MakeProblem<keyof Rows & string> =>
  (code, options) =>
    new Problem(rowOf(rows, code), options)
