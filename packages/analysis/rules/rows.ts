/**
 * Rules over single rows of a contract that nobody has checked: their form, and that the names in them refer to something.
 *
 * @module
 */

import { quoted } from '@scopegate/contract/quoted'
import type { Finding, Rule } from './rule.ts'
import { repeated } from './shared/repeated.ts'
import { at } from './shared/words.ts'

const fix = 'Correct it or add the scope'

export const rowRules: readonly Rule[] = [
  {
    on: 'rows',
    id: 'RS003',
    name: 'scope-name-repeated',
    severity: 'error',
    rule: 'A scope’s name stands in one resource server only',
    why: 'An operation names a scope alone. Of two scopes with one name the wrong one could open it.',
    source: 'ADR 0001',
    fix: 'Rename all but one of the scopes',
    judge: ({ scopes }) =>
      repeated(scopes, (same, label) => ({
        cause: `${label} stands in several resource servers: ${quoted(same.map(({ resourceServer }) => resourceServer))}`,
        fix: 'Rename all but one, because an operation names a scope alone',
      })),
  },
  {
    on: 'rows',
    id: 'RS004',
    name: 'client-name-repeated',
    severity: 'error',
    rule: 'An app client’s name stands in one pool only',
    why: 'Callers are known by their client’s name alone: in logs, in limits, and to whoever revokes at night.',
    source: 'packages/contract/shape.ts',
    fix: 'Rename all but one of the app clients',
    judge: ({ clients }) =>
      repeated(clients, (same, label) => ({
        cause: `${label} stands in several pools: ${quoted(same.map(({ pool }) => pool.name))}`,
        fix: 'Rename all but one, because callers are known by the name alone',
      })),
  },
  {
    on: 'rows',
    id: 'RS005',
    name: 'role-unknown',
    severity: 'error',
    rule: 'A role that a scope or a pool names exists',
    why: 'A misspelt role grants nothing: the people who should hold the scope are refused, and nothing says why.',
    source: 'ADR 0002',
    fix: 'Correct the role’s name, or add the role to the contract’s `roles`',
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
  },
  {
    on: 'rows',
    id: 'RS006',
    name: 'scope-unknown',
    severity: 'error',
    rule: 'A scope that a client or an operation names exists',
    why: 'A misspelt scope drops the operation’s route from every API, and a client’s deployment fails.',
    source: 'aws-facts §J',
    fix: 'Correct the scope’s name, or add the scope to its resource server in the contract',
    judge: ({ clients, operations, scopeNames }) => [
      ...clients.flatMap(({ label, path, listed }) =>
        listed
          .filter((scope) => !scopeNames.has(scope))
          .map(
            (scope): Finding => ({
              place: at(...path, 'scopes'),
              cause: `${label} lists the scope \`${scope}\`, which does not exist`,
              fix,
            }),
          ),
      ),
      ...operations.flatMap(({ label, path, access, scope }): readonly Finding[] =>
        access?.kind !== 'scope' || scope === undefined || scopeNames.has(scope)
          ? []
          : [
              {
                place: at(...path, 'access'),
                cause: `${label} requires the scope \`${scope}\`, which does not exist`,
                fix,
              },
            ],
      ),
    ],
  },
]
