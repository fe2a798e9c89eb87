/**
 * RS003: a scope's name stands in one resource server.
 *
 * @module
 */
import { quoted } from '@scopegate/contract/quoted'
import { repeated } from './repeated.ts'
import type { RowRule } from './rule.ts'

export const scopeNameRepeated: RowRule = {
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
}
