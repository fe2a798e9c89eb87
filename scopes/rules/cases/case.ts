/**
 * The form of a case: a change that breaks a rule, or one that comes close and does not.
 *
 * @module
 */
import type { Contract } from '../../contract.ts'
import { complete } from './complete.ts'

/** Keys down to a field, and what to write there; `undefined` takes the field away. */
export type Edit = readonly [path: readonly string[], value: unknown]

export interface RuleCase {
  readonly rule: `RS${number}`
  /** Each breaks this rule and no other, save those in `also`. */
  readonly breaks: readonly (readonly Edit[])[]
  /** Other rules that cannot stay whole when this one is broken. */
  readonly also?: readonly string[]
  /** Each breaks no rule at all. */
  readonly keeps: readonly (readonly Edit[])[]
}

/** The complete contract with some places changed. Not type-checked, like a contract that Node loads. */
export function changed(edits: readonly Edit[]): Contract {
  const copy = structuredClone(complete)
  for (const [path, value] of edits) {
    const steps = [...path]
    const last = steps.pop() ?? ''
    // The casts are safe: each place stands in the contract, or the test does not see the breach that it expects.
    const parent = steps.reduce(
      (node, step) => node[step] as Record<string, unknown>,
      copy as unknown as Record<string, unknown>,
    )
    if (value === undefined) delete parent[last]
    else parent[last] = value
  }
  return copy
}

/** One edit; the path as text with dots. */
export const edit = (path: string, value: unknown): readonly Edit[] => [[path.split('.'), value]]

/** Names `prefix1`, `prefix2`, … */
export const names = (count: number, prefix: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)
