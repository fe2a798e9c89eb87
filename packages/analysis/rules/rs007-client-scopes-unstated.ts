/**
 * RS007: a client says which scopes it may hold.
 *
 * @module
 */
import type { Finding, RowRule } from './rule.ts'
import { at } from './words.ts'

export const clientScopesUnstated: RowRule = {
  on: 'rows',
  id: 'RS007',
  name: 'client-scopes-unstated',
  severity: 'error',
  rule: 'A client says which scopes it may hold, a machine one by one',
  why: 'Nothing defaults to open. A machine has no role that would narrow what `pool-roles` gives.',
  source: 'packages/contract/shape.ts',
  fix: 'List the client’s scopes; a client of people may say `pool-roles` instead',
  judge: ({ clients }) =>
    clients.flatMap(({ label, path, row: { kind, scopes } }): readonly Finding[] => {
      if (Array.isArray(scopes)) return []
      const place = at(...path, 'scopes')
      if (kind === 'machine') {
        return [{ place, cause: `${label} is a machine and does not list its \`scopes\``, fix: 'Name them one by one' }]
      }
      if (scopes === 'pool-roles') return []
      const cause = `${label} does not say which \`scopes\` it may hold`
      return [{ place, cause, fix: 'List them, or write `pool-roles`' }]
    }),
}
