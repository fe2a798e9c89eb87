/**
 * RS014: a public operation says why.
 *
 * @module
 */
import type { RowRule } from './rule.ts'
import { at, when } from './words.ts'

const lacks = (text: unknown) => typeof text !== 'string' || text.trim() === ''

export const publicWithoutReason: RowRule = {
  on: 'rows',
  id: 'RS014',
  name: 'public-without-reason',
  severity: 'error',
  rule: 'A public operation says why nobody needs a token, and whether and why the gateway exposes it',
  why: 'Open to everyone is a decision that a reviewer must be able to read.',
  source: 'scopes/operations.ts',
  fix: 'Write both reasons in full and say whether the gateway exposes the operation, or require a scope',
  judge: ({ operations }) =>
    operations.flatMap(({ label, path, access }) => {
      if (access?.kind !== 'public') return []
      const place = at(...path, 'access')
      return [
        ...when(lacks(access.reason), () => [
          place,
          `${label} is public without a \`reason\``,
          'Say why nobody needs a token',
        ]),
        ...when(lacks(access.gateway?.reason), () => [
          place,
          `${label} is public without a \`gateway.reason\``,
          'Say why the gateway exposes it or not',
        ]),
        ...when(typeof access.gateway?.exposed !== 'boolean', () => [
          place,
          `${label} is public without \`gateway.exposed\``,
          'Say whether the gateway exposes it',
        ]),
      ]
    }),
}
