/**
 * RS013: an operation names the scope that opens it.
 *
 * @module
 */
import type { Finding, RowRule } from './rule.ts'
import { at } from './words.ts'

const fix = 'Name the scope that opens it'

export const operationWithoutScope: RowRule = {
  on: 'rows',
  id: 'RS013',
  name: 'operation-without-scope',
  severity: 'error',
  rule: 'An operation names the one scope that opens it, or says that it is public',
  why: 'Forgotten access must not be open access. A route without a scope lets any token of the pool pass, an ID token too.',
  source: 'ADR 0001, aws-facts §E.1',
  fix: 'Give the operation an `access`: the scope that opens it, or public with its reasons',
  judge: ({ operations }) =>
    operations.flatMap(({ label, path, access, scope }): readonly Finding[] => {
      if (access === undefined) return [{ place: at(...path), cause: `${label} has no \`access\``, fix }]
      return access.kind === 'scope' && scope === undefined
        ? [{ place: at(...path, 'access'), cause: `${label} has no \`access.scope\``, fix }]
        : []
    }),
}
