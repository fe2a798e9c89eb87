/**
 * RS005: a role that is named exists.
 *
 * @module
 */
import type { Finding, RowRule } from './rule.ts'
import { at } from './words.ts'

export const roleUnknown: RowRule = {
  on: 'rows',
  id: 'RS005',
  name: 'role-unknown',
  severity: 'error',
  rule: 'A role that a scope or a pool names exists',
  why: 'A misspelt role grants nothing: the people who should hold the scope are refused, and nothing says why.',
  source: 'ADR 0002',
  fix: 'Correct the role’s name, or add the role to `roles` in scopes/catalog.ts',
  judge: ({ scopes, pools, roles }) =>
    [...scopes, ...pools].flatMap(({ label, path, roles: named }) =>
      named
        .filter((role) => !roles.has(role))
        .map(
          (role): Finding => ({
            place: at(...path, 'roles'),
            cause: `${label} names the role \`${role}\`, which does not exist`,
            fix: 'Correct it or add the role',
          }),
        ),
    ),
}
