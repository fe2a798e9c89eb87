/**
 * RS024: a client lists only scopes that a role of its pool grants.
 *
 * @module
 */
import type { ContractRule, Finding } from './rule.ts'
import { at } from './words.ts'

export const scopeNeverGranted: ContractRule = {
  on: 'contract',
  id: 'RS024',
  name: 'scope-never-granted',
  severity: 'error',
  rule: 'A client of people lists only scopes that some role of its pool grants',
  why: 'No token of it carries the scope, yet the pool declares it and its API gets the routes: a door that waits for a role.',
  source: 'ADR 0002',
  fix: 'Take the scope from the client’s list, or add a role of its pool to the scope’s `roles`',
  judge: ({ clients }) =>
    clients.flatMap(({ pool, name, spec, holds }) => {
      if (spec.kind === 'machine' || spec.scopes === 'pool-roles') return []
      return spec.scopes
        .filter((scope) => !holds.has(scope))
        .map(
          (scope): Finding => ({
            place: at('pools', pool, 'clients', name, 'scopes'),
            cause: `The client \`${name}\` lists the scope \`${scope}\`, which no role of its pool \`${pool}\` grants`,
            fix: 'Take it from the list, or add a role of the pool to the scope’s `roles`',
          }),
        )
    }),
}
