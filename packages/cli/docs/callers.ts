/**
 * Who may really call an operation: whoever may hold its scope, and is the kind of caller that the services let through
 * to it. Restated here, for a scope alone does not open everything that it names.
 *
 * @module
 */

import { type Matrix, type MatrixColumn, matrixOf } from '@scopegate/analysis/matrix'
import type { Contract, OperationSpec } from '@scopegate/contract'

/** By the operation's id. An operation that needs no token is not in it. */
export function callersOf(contract: Contract): ReadonlyMap<string, readonly MatrixColumn[]> {
  const matrix: Matrix = matrixOf(contract)
  return new Map(
    matrix.rows.flatMap(({ operation: id, scope, cells }) => {
      const operation = contract.operations[id]
      if (operation === undefined || scope === null) return []
      const may = matrix.columns.filter(
        (column) => cells[column.name] === 'yes' && isLetThrough(contract, operation, column),
      )
      return [[id, may] as const]
    }),
  )
}

function isLetThrough({ pools }: Contract, { tenancy, callers }: OperationSpec, { kind, pool }: MatrixColumn) {
  if (kind === 'machine' && callers === 'people') return false
  switch (tenancy) {
    case 'none':
      return true
    case 'caller':
      return pools[pool]?.org === 'required'
    case 'path':
      return pools[pool]?.org === 'none'
  }
}
