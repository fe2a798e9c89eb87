/**
 * Refuses a broken contract or stage before anything is computed from it: most mistakes would synthesize, with a route less.
 */
import { faultsOfStage, stageLine } from '@scopegate/analysis/stages'
import { contractFaults, quotaFaults } from '@scopegate/analysis/validate'
import type { Contract, Stage } from '@scopegate/contract'

/** @throws Error with one line for each fault of the staged contract or of its quotas, or of the stage of one without */
export function refuseFaults(contract: Contract, stage: Stage): void {
  const ofStage = () => faultsOfStage(contract, stage).map(stageLine)
  for (const faultsOf of [contractFaults, quotaFaults, ofStage]) {
    const faults = faultsOf(contract)
    if (faults.length > 0) throw new Error(faults.join('\n'))
  }
}
