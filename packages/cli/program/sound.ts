/** Whether a contract holds together at all. Whatever is computed from one that does not would be about nothing. */
import { contractFaults } from '@scopegate/analysis/validate'
import { Failure } from './failure.ts'

/** Whether it breaks no rule over its rows. */
export const isSound = (contract: unknown): boolean => contractFaults(contract).length === 0

/** @throws {Failure} with the first fault of that contract */
export function requireSound(contract: unknown, whose = 'the working tree'): void {
  const [first, ...others] = contractFaults(contract)
  if (first === undefined) return
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  throw new Failure(
    `The contract of ${whose} breaks its own rules${more}: ${first}`,
    'mend it; `scopes check` lists all that is wrong in the working tree',
  )
}
