/**
 * Who may really call an operation: whoever may hold its scope, and is a caller that the services let through to it.
 */

import { type MatrixColumn, matrixOf } from '@scopegate/analysis/matrix'
import { type Contract, servingRefusal } from '@scopegate/contract'

/** By the operation's id. An operation that needs no token is not in it. */
export function callersOf(contract: Contract): ReadonlyMap<string, readonly MatrixColumn[]> {
  const { columns, rows } = matrixOf(contract)
  return new Map(
    rows.flatMap(({ operation: id, scope, cells }) => {
      const operation = contract.operations[id]
      if (operation === undefined || scope === null) return []
      const may = columns.filter(({ name, kind, pool }) => {
        const holding = { machine: kind === 'machine', org: contract.pools[pool]?.org === 'required' }
        return cells[name] === 'yes' && servingRefusal(operation, holding) === undefined
      })
      return [[id, may] as const]
    }),
  )
}
