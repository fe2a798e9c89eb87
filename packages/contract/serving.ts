/**
 * Whether a holder of an operation's scope may be served it: the last question after the scope, and the same wherever it
 * is asked (the guard, the rules, the plan, the trigger's docs).
 */
import type { OperationSpec } from './operation.ts'

/** Who asks: a machine or a person, with an organization or without one. */
export interface Holding {
  readonly machine: boolean
  readonly org: boolean
}

/**
 * Why the holder is not served. `people_only`: the operation is for people. `org_needed`: it acts on the caller's own
 * organization, and the caller has none. `org_in_the_way`: it acts on the organization of the path, and the caller
 * belongs to one.
 */
export type ServingRefusal = 'people_only' | 'org_needed' | 'org_in_the_way'

/** `undefined` when the holder is served. A value that no type checker saw refuses. */
export function servingRefusal(
  { callers, tenancy }: Pick<OperationSpec, 'callers' | 'tenancy'>,
  { machine, org }: Holding,
): ServingRefusal | undefined {
  if (machine && callers !== 'everyone') return 'people_only'
  if (tenancy === 'none') return undefined
  if (tenancy === 'caller') return org ? undefined : 'org_needed'
  // Who belongs to an organization acts on no other, whatever scope a mistake may have put into the token.
  return tenancy === 'path' && !org ? undefined : 'org_in_the_way'
}
