/**
 * Query parameters that an operation does not know are refused by name, on every operation: whoever sends `?org=…`
 * must not take the answer for that organization's.
 *
 * @module
 */
import type { OperationId } from '@scopegate/scopes/operations'
import { z } from 'zod'
import { parseQuery } from './parse.ts'

/**
 * The operations that take parameters; their handlers check them, with `parseQuery` and a schema of their own.
 * Being left out here refuses every parameter, so a new list that is forgotten shows at its first use.
 */
const takingQuery: ReadonlySet<OperationId> = new Set(['listInventory', 'listRecharges', 'listWalletEntries'])

const none = z.strictObject({})

/**
 * Refuses the query of an operation that takes none.
 *
 * @throws {Problem} `input_invalid`, naming every parameter
 */
export function refuseQuery(c: Parameters<typeof parseQuery>[0], id: OperationId): void {
  if (!takingQuery.has(id)) parseQuery(c, none)
}
