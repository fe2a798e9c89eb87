/**
 * RS010: a machine belongs to an organization.
 *
 * @module
 */
import { isOrgId } from '@scopegate/contract/org'
import type { RowRule } from './rule.ts'
import { at, when } from './words.ts'

export const machineWithoutOrg: RowRule = {
  on: 'rows',
  id: 'RS010',
  name: 'machine-without-org',
  severity: 'error',
  rule: 'A machine belongs to one organization, in a pool that has organizations',
  why: 'Its token names no person. The organization of its row is all that keeps one partner from another’s data.',
  source: 'aws-facts §B.3',
  fix: 'Give the machine an `org`: `org_` and then a-z, 0-9, `_` or `-`',
  judge: ({ clients }) =>
    clients.flatMap(({ label, path, row, pool }) => {
      if (row.kind !== 'machine') return []
      return [
        ...when(typeof row.org !== 'string' || !isOrgId(row.org), () => [
          at(...path, 'org'),
          `${label} has an \`org\` that is no organization’s id`,
          'Write `org_` and then a-z, 0-9, `_` or `-`',
        ]),
        ...when(pool.row.org === 'none', () => [
          at(...path),
          `${label} is a machine, and its pool \`${pool.name}\` has no organizations`,
          'Move it to a pool that has',
        ]),
      ]
    }),
}
