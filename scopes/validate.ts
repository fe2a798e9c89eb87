/**
 * What is wrong with a contract, for whoever runs it without the type checker: Node strips types, and a misspelt scope
 * would merely drop a route.
 *
 * @module
 */

import { clientFaults } from './faults/clients.ts'
import { operationFaults } from './faults/operations.ts'
import { poolFaults } from './faults/pools.ts'
import { scopeFaults } from './faults/scopes.ts'
import type { UncheckedContract } from './unchecked.ts'

/** One line for each fault: the row, the rule, and what to do. None when the contract holds together. */
export const contractFaults = (contract: UncheckedContract): readonly string[] => [
  ...scopeFaults(contract),
  ...poolFaults(contract),
  ...clientFaults(contract),
  ...operationFaults(contract),
]
