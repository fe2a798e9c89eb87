/**
 * RS006: a scope that is named exists.
 *
 * @module
 */
import type { Finding, RowRule } from './rule.ts'
import { at } from './words.ts'

const fix = 'Correct it or add the scope'

export const scopeUnknown: RowRule = {
  on: 'rows',
  id: 'RS006',
  name: 'scope-unknown',
  severity: 'error',
  rule: 'A scope that a client or an operation names exists',
  why: 'A misspelt scope drops the operation’s route from every API, and a client’s deployment fails.',
  source: 'aws-facts §J',
  fix: 'Correct the scope’s name, or add the scope to its resource server in scopes/catalog.ts',
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
}
