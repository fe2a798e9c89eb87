/** What `plan` reports, and the code that it exits with. */
import type { ChangeKind, Effect, Plan, SafeOrder } from '@scopegate/analysis/plan/index'

export interface PlanReport extends Plan {
  /** For people: `main (524602a)`. */
  readonly against: string
  readonly to: string
  /** `null` where nobody needs one: nothing is removed or renamed, and nothing breaks. */
  readonly order: SafeOrder | null
}

/** Changes that take a scope away from under its name: nobody should make them in one step without having read how. */
const takesAway: readonly ChangeKind[] = ['scope-removed', 'scope-renamed', 'scope-moved']

export const needsOrder = ({ verdict, changes }: Plan): boolean =>
  verdict === 'breaks' || changes.some(({ kind }) => takesAway.includes(kind))

/**
 * As `terraform plan -detailed-exitcode` has it: 0 nothing changes for anybody, 1 no plan could be made, 2 somebody may
 * do more or less, 3 an application breaks that was not accepted.
 */
export const planExitCodes = { none: 0, failed: 1, changes: 2, breaks: 3 } as const

export const exitCodeOf = (verdict: Effect): number =>
  verdict === 'none' || verdict === 'breaks' ? planExitCodes[verdict] : planExitCodes.changes
