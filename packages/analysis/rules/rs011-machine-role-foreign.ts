/**
 * RS011: a machine has a role of its pool.
 *
 * @module
 */
import type { RowRule } from './rule.ts'
import { at, when } from './words.ts'

export const machineRoleForeign: RowRule = {
  on: 'rows',
  id: 'RS011',
  name: 'machine-role-foreign',
  severity: 'error',
  rule: 'A machine has a role that its pool issues',
  why: 'The services refuse a token whose role is none of the pool’s, so that the machine could call nothing.',
  source: 'packages/contract/shape.ts',
  fix: 'Choose one of the pool’s `roles`, or add the role there',
  judge: ({ clients }) =>
    clients.flatMap(({ label, path, row, pool }) =>
      when(row.kind === 'machine' && (typeof row.role !== 'string' || !pool.roles.includes(row.role)), () => [
        at(...path, 'role'),
        `${label} has a \`role\` that its pool \`${pool.name}\` does not issue`,
        'Choose one of its `roles`, or add it there',
      ]),
    ),
}
