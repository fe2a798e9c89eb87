/**
 * A contract and the kinds of change that somebody makes to it.
 *
 * @module
 */
import type { Edit } from './edit.ts'
import { clientEdits } from './edits-of-clients.ts'
import { scopeEdits } from './edits-of-scopes.ts'

export { type Edit, edited } from './edit.ts'
export { library } from './library.ts'

export const allEdits: readonly Edit[] = [...scopeEdits, ...clientEdits]
