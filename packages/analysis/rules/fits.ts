/**
 * Whether a caller of some kind may call an operation, once its scope is held.
 *
 * @module
 */
import type { HolderKind } from './subjects/rows.ts'

/** What an operation asks of its caller besides the scope. */
export interface Asks {
  readonly tenancy: string | undefined
  /** Whether it refuses every machine. */
  readonly forPeople: boolean
}

/** The services refuse everybody else, whatever the token carries. */
export function fits({ tenancy, forPeople }: Asks, { machine, org }: HolderKind): boolean {
  if (tenancy === 'caller' && org === 'none') return false
  if (tenancy === 'path' && org === 'required') return false
  return !(machine && forPeople)
}
