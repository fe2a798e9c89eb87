/**
 * Refuses a broken contract before anything is computed from it: most mistakes would synthesize, with a route less.
 *
 * @module
 */
import { contractFaults } from '@scopegate/analysis/validate'
import type { Contract } from '@scopegate/contract'

/** @throws Error with one line for each fault of the contract. */
export function refuseFaults(contract: Contract): void {
  const faults = contractFaults(contract)
  if (faults.length > 0) throw new Error(faults.join('\n'))
}
