/**
 * Refuses a broken contract before anything is computed from it: most mistakes would synthesize, with a route less.
 *
 * @module
 */
import { uncheckedContract } from '@scopegate/analysis/unchecked'
import { contractFaults } from '@scopegate/analysis/validate'

/** @throws Error with one line for each fault of the contract. */
export function refuseFaults(): void {
  const faults = contractFaults(uncheckedContract)
  if (faults.length > 0) throw new Error(faults.join('\n'))
}
