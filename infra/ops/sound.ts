/**
 * Whether a contract holds together at all. Whatever is computed from one that does not would be about nothing.
 *
 * @module
 */
import { uncheckedContract } from '@scopegate/scopes/unchecked'
import { contractFaults } from '@scopegate/scopes/validate'
import { Failure } from './failure.ts'

/**
 * @param faults one line each
 * @param whose `the working tree`, for the error
 * @throws {Failure} with the first fault
 */
export function requireSound(faults: readonly string[], whose: string): void {
  const [first, ...others] = faults
  if (first === undefined) return
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  throw new Failure(
    `The contract of ${whose} breaks its own rules: ${first}${more}`,
    'mend it; `scopes check` lists all that is wrong in the working tree',
  )
}

/** @throws {Failure} when the working tree’s contract breaks a rule: Node runs what the type checker refuses. */
export const requireSoundTree = (): void => requireSound(contractFaults(uncheckedContract), 'the working tree')
