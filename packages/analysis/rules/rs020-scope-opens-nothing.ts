/**
 * RS020: a scope opens something.
 *
 * @module
 */
import type { ContractRule } from './rule.ts'
import { at, when } from './words.ts'

export const scopeOpensNothing: ContractRule = {
  on: 'contract',
  id: 'RS020',
  name: 'scope-opens-nothing',
  // No error: while a scope is added or removed step by step it opens nothing for a time.
  severity: 'warning',
  rule: 'A scope opens at least one operation',
  why: 'People hold it and nobody thinks of it, until an operation takes it and opens to all of them at once.',
  source: 'aws-facts §J',
  fix: 'Name the scope in the `access` of an operation, or remove its row',
  judge: ({ scopes, opens }) =>
    scopes.flatMap(({ scope, resourceServer }) =>
      when(!opens.has(scope), () => [
        at('resourceServers', resourceServer, 'scopes', scope),
        `The scope \`${scope}\` opens no operation`,
        'Name it in the `access` of an operation, or remove its row',
      ]),
    ),
}
