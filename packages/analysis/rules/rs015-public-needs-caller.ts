/**
 * RS015: a public operation needs no caller.
 *
 * @module
 */
import type { RowRule } from './rule.ts'
import { at, when } from './words.ts'

export const publicNeedsCaller: RowRule = {
  on: 'rows',
  id: 'RS015',
  name: 'public-needs-caller',
  severity: 'error',
  rule: 'A public operation touches no organization’s data and asks nothing of its caller',
  why: 'Nobody looks who calls, so nothing could say whose data it is.',
  source: 'scopes/operations.ts',
  fix: 'Require a scope, or choose the tenancy `none` and the callers `everyone`',
  judge: ({ operations }) =>
    operations.flatMap(({ label, path, access, row: { tenancy, callers } }) => {
      if (access?.kind !== 'public') return []
      return [
        ...when(tenancy === 'caller' || tenancy === 'path', () => [
          at(...path, 'tenancy'),
          `${label} is public and acts on an organization`,
          'Require a scope, or choose the tenancy `none`',
        ]),
        ...when(callers === 'people', () => [
          at(...path, 'callers'),
          `${label} is public and for people only, and nobody looks who calls`,
          'Require a scope, or choose `everyone`',
        ]),
      ]
    }),
}
