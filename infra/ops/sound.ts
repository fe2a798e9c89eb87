/**
 * A contract that breaks its own rules: whatever is derived from it would be wrong.
 *
 * @module
 */
import type { UncheckedContract } from '@scopegate/scopes/unchecked'
import { contractFaults } from '@scopegate/scopes/validate'
import { Failure } from './failure.ts'

/** @throws {Failure} with the first fault of the contract */
export function requireSound(contract: UncheckedContract): void {
  const [first, ...others] = contractFaults(contract)
  if (first === undefined) return
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  throw new Failure(
    `The contract breaks its own rules${more}: ${first}`,
    'mend scopes/catalog.ts or scopes/operations.ts',
  )
}
