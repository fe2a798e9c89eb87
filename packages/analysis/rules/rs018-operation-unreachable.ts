/**
 * RS018: somebody can call each operation.
 *
 * @module
 */
import type { RowRule } from './rule.ts'
import { at, when } from './words.ts'

export const operationUnreachable: RowRule = {
  on: 'rows',
  id: 'RS018',
  name: 'operation-unreachable',
  severity: 'error',
  rule: 'Some client that an operation does not refuse can hold its scope',
  why: 'The operation would be on no API, or refuse everybody who reaches it. Nobody is told.',
  source: 'scopes/exposure.ts',
  fix: 'Give the scope to a role or a machine of a pool that the operation takes callers from, or drop the operation',
  judge: ({ operations, scopeNames, holdersOf }) =>
    operations.flatMap(({ label, path, access, scope, refuses }) => {
      if (access?.kind !== 'scope' || scope === undefined || !scopeNames.has(scope)) return []
      return when(holdersOf(scope).every(refuses), () => [
        at(...path, 'access'),
        `${label} can be called by nobody: no client that fits may hold \`${scope}\``,
        'Give it to a role or a machine',
      ])
    }),
}
