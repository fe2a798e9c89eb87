/**
 * Contracts that somebody changed several times.
 *
 * @module
 */
import { shuffledSubarray } from 'fast-check'
import type { Contract } from '../../contract.ts'
import { contractFaults } from '../../validate.ts'
import { type Edit, edited } from './edit.ts'
import { allEdits, library } from './index.ts'

/** Several changes at once, in any order, as far as they go together. */
export const severalEdits = shuffledSubarray([...allEdits], { minLength: 1, maxLength: 6 }).map((edits) =>
  edits.reduce(attempted, library),
)

function attempted(contract: Contract, edit: Edit): Contract {
  try {
    const after = edited(contract, edit)
    return contractFaults(after).length === 0 ? after : contract
  } catch {
    // An earlier change took away the row that this one changes.
    return contract
  }
}
