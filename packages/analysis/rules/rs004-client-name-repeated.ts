/**
 * RS004: an app client's name stands in one pool.
 *
 * @module
 */
import { quoted } from '@scopegate/contract/quoted'
import { repeated } from './repeated.ts'
import type { RowRule } from './rule.ts'

export const clientNameRepeated: RowRule = {
  on: 'rows',
  id: 'RS004',
  name: 'client-name-repeated',
  severity: 'error',
  rule: 'An app client’s name stands in one pool only',
  why: 'Callers are known by their client’s name alone: in logs, in limits, and to whoever revokes at night.',
  source: 'scopes/catalog.ts',
  fix: 'Rename all but one of the app clients',
  judge: ({ clients }) =>
    repeated(clients, (same, label) => ({
      cause: `${label} stands in several pools: ${quoted(same.map(({ pool }) => pool.name))}`,
      fix: 'Rename all but one, because callers are known by the name alone',
    })),
}
