/**
 * The form of an explanation.
 *
 * @module
 */

export interface Explanation {
  readonly says: string
  /** What to type or change. */
  readonly next: string
}

/** Names in backticks, with commas. */
export const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')

export const say = (says: string, next: string): Explanation => ({ says, next })
