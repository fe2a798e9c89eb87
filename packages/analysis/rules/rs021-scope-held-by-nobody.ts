/**
 * RS021: somebody may hold a scope.
 *
 * @module
 */
import type { ContractRule } from './rule.ts'
import { union } from './same.ts'
import { at, when } from './words.ts'

export const scopeHeldByNobody: ContractRule = {
  on: 'contract',
  id: 'RS021',
  name: 'scope-held-by-nobody',
  severity: 'warning',
  rule: 'Some role or machine can hold a scope',
  why: 'No pool declares it, so that no token ever carries it: a row that promises what does not exist.',
  source: 'scopes/exposure.ts',
  fix: 'Give the scope to a role that a pool with people’s clients issues, or to a machine, or remove its row',
  judge: ({ scopes, clients }) => {
    const held = union(clients.map(({ holds }) => holds))
    return scopes.flatMap(({ scope, resourceServer }) =>
      when(!held.has(scope), () => [
        at('resourceServers', resourceServer, 'scopes', scope),
        `The scope \`${scope}\` can be held by nobody`,
        'Give it to a role or a machine, or remove its row',
      ]),
    )
  },
}
