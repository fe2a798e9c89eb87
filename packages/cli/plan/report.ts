/** What `plan` reports, and the code that it exits with. */
import {
  type Change,
  type ChangeKind,
  type Effect,
  type Figure,
  type Plan,
  type SafeOrder,
  worst,
} from '@scopegate/analysis/plan/index'

export interface PlanReport extends Plan {
  /** For people: `main (524602a)`. */
  readonly against: string
  readonly to: string
  /** What was compared: none where a side does not say of which stage it is. */
  readonly stages: readonly string[]
  /** `null` where nobody needs one: nothing is removed or renamed, and nothing breaks. */
  readonly order: SafeOrder | null
}

/** Changes that take a scope away from under its name: nobody should make them in one step without having read how. */
const takesAway: readonly ChangeKind[] = ['scope-removed', 'scope-renamed', 'scope-moved']

export const needsOrder = ({ verdict, changes }: Plan): boolean =>
  verdict === 'breaks' || changes.some(({ kind }) => takesAway.includes(kind))

/**
 * As `terraform plan -detailed-exitcode` has it: 0 nothing changes for anybody, 1 no plan could be made, 2 somebody may
 * do more or less, 3 an application breaks that was not accepted, 4 Cognito refuses it.
 */
export const planExitCodes = { none: 0, failed: 1, widens: 2, narrows: 2, breaks: 3, refused: 4 } as const

export const exitCodeOf = (verdict: Effect): number => planExitCodes[verdict]

const keyOf = ({ says, effect }: Change) => `${effect} ${says}`

/** The plans of several stages as one: what the first has stands there once, and of the others what is theirs alone. */
export function mergedPlan(
  first: Plan,
  others: readonly { readonly stage: string | undefined; readonly plan: Plan }[],
): Plan {
  const own = <T>(of: (plan: Plan) => readonly T[], key: (each: T) => string) => {
    const told = new Set(of(first).map(key))
    const theirs = others.flatMap(({ stage, plan }) =>
      of(plan).flatMap((each) => (told.has(key(each)) ? [] : [{ ...each, stage }])),
    )
    return [...of(first), ...theirs]
  }
  const changes: readonly Change[] = own(({ changes: all }) => all, keyOf)
  const figures: readonly Figure[] = own(
    ({ figures: all }) => all,
    (each) => JSON.stringify(each),
  )
  const verdict = worst(changes.map(({ effect }) => effect))
  return { ...first, changes, figures, verdict, functionsUpdated: changes.length > 0 }
}
