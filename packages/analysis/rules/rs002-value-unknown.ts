/**
 * RS002: a field with a closed set of values holds one of them.
 *
 * @module
 */
import { quoted } from '@scopegate/contract/quoted'
import type { Finding, RowRule } from './rule.ts'
import { type Placed, textsIn } from './subjects/rows.ts'
import { at } from './words.ts'

/** A finding when the value is none of those; the field may be missing altogether. */
function unlessOneOf<Row>(
  { label, path }: Placed<Row>,
  field: string,
  value: unknown,
  values: readonly string[],
): readonly Finding[] {
  if (typeof value === 'string' && values.includes(value)) return []
  const cause = `${label} ${value === undefined ? 'has no' : 'has an unknown'} \`${field}\``
  return [{ place: at(...path, ...field.split('.')), cause, fix: `Choose one of ${quoted(values)}` }]
}

export const valueUnknown: RowRule = {
  on: 'rows',
  id: 'RS002',
  name: 'value-unknown',
  severity: 'error',
  rule: 'A field with a closed set of values holds one of them',
  why: 'A misspelt kind or method matches no case, and what matches no case is left out in silence.',
  source: 'packages/contract/shape.ts',
  fix: 'Write one of the values that the message lists',
  judge: ({ contract, pools, clients, operations }) => [
    ...pools.flatMap((pool) => [
      ...unlessOneOf(pool, 'org', pool.row.org, ['required', 'none']),
      ...unlessOneOf(pool, 'mfa', pool.row.mfa, ['required', 'optional']),
    ]),
    ...clients.flatMap((client) => [
      ...unlessOneOf(client, 'kind', client.row.kind, ['browser', 'sdk', 'machine']),
      ...(client.row.kind === 'browser' ? textsIn(client.row.identityScopes) : []).flatMap((scope) =>
        unlessOneOf(client, 'identityScopes', scope, ['openid', 'email', 'profile']),
      ),
    ]),
    ...operations.flatMap((operation) => [
      ...unlessOneOf(operation, 'service', operation.row.service, Object.keys(contract.services ?? {})),
      ...unlessOneOf(operation, 'method', operation.row.method, ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      ...unlessOneOf(operation, 'tenancy', operation.row.tenancy, ['caller', 'path', 'none']),
      ...unlessOneOf(operation, 'callers', operation.row.callers, ['everyone', 'people']),
      ...(operation.access === undefined
        ? []
        : unlessOneOf(operation, 'access.kind', operation.access.kind, ['scope', 'public'])),
    ]),
  ],
}
