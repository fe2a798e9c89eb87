/** A contract and the kinds of change that somebody makes to it. */
import type { Contract } from '@scopegate/contract/contract'
import { contractFaults } from '../../validate.ts'
import { type Edit, edited } from './edit.ts'
import { clientEdits } from './edits-of-clients.ts'
import { scopeEdits } from './edits-of-scopes.ts'
import { systemEdits } from './edits-of-systems.ts'
import { library } from './library.ts'

export { type Edit, edited } from './edit.ts'
export { library } from './library.ts'

export const allEdits: readonly Edit[] = [...scopeEdits, ...clientEdits, ...systemEdits]

/** The library after several changes in a row, as far as they go together. */
export const changedBy = (all: readonly Edit[]): Contract =>
  all.reduce((contract, edit) => {
    try {
      const after = edited(contract, edit)
      return contractFaults(after).length === 0 ? after : contract
    } catch {
      // An earlier change took away the row that this one changes.
      return contract
    }
  }, library)

/** The library with these paths alone, all of them for GET. */
export function withPaths(...paths: readonly `/${string}`[]): Contract {
  const { listBooks } = library.operations
  if (listBooks === undefined) throw new Error('The library lost an operation')
  const rows = paths.map((path, index) => [`list${index}`, { ...listBooks, path }] as const)
  return { ...library, operations: Object.fromEntries(rows) }
}
