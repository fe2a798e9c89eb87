/**
 * RS017: `{org}` in the path and the tenancy `path` go together.
 *
 * @module
 */

import { isPath } from './rs016-path-malformed.ts'
import type { Finding, RowRule } from './rule.ts'
import { at } from './words.ts'

export const orgInPath: RowRule = {
  on: 'rows',
  id: 'RS017',
  name: 'org-in-path',
  severity: 'error',
  rule: 'A path has `{org}` exactly when the operation’s tenancy is `path`',
  why: 'Otherwise a caller could name an organization that is not theirs, or the service would look for one that is not there.',
  source: 'scopes/operations.ts',
  fix: 'Choose the tenancy `path`, or take `{org}` out of the path',
  judge: ({ operations }) =>
    operations.flatMap(({ label, path, row }): readonly Finding[] => {
      if (!isPath(row.path)) return []
      // `{ORG}` reads as an organization to everybody but the service.
      const names = row.path.match(/\{org\}/gi) ?? []
      if (names.length > 0 === (row.tenancy === 'path') && names.every((name) => name === '{org}')) return []
      return row.tenancy === 'path'
        ? [
            {
              place: at(...path, 'path'),
              cause: `${label} has the tenancy \`path\`, and its path no \`{org}\`, or another spelling of it`,
              fix: 'Add `{org}`, or choose another tenancy',
            },
          ]
        : [
            {
              place: at(...path, 'path'),
              cause: `${label} has \`${names[0]}\` in its path and not the tenancy \`path\``,
              fix: 'Choose it, or name the parameter otherwise',
            },
          ]
    }),
}
