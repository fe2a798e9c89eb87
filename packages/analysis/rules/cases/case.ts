/** The form of a case: a change that breaks a rule, or one that comes close and does not. */
import type { Contract } from '@scopegate/contract/contract'
import { changedAt, type Edit } from '../../testing/changed-at.ts'
import { shop } from '../../testing/shop.ts'

export type { Edit }

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
export const changed = (edits: readonly Edit[]): Contract => changedAt(shop, edits)

/** One edit; the path as text with dots. */
export const edit = (path: string, value: unknown): readonly Edit[] => [[path.split('.'), value]]

/** Names `prefix1`, `prefix2`, … */
export const names = (count: number, prefix: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)
