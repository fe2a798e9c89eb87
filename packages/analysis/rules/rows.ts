/**
 * Rules over single rows of a contract that nobody has checked: their form, and that the names in them refer to something.
 *
 * @module
 */

import { quoted } from '@scopegate/contract/quoted'
import { repeated } from './repeated.ts'
import { type Finding, type Rule } from './rule.ts'
import { type Placed, textsIn } from './subjects/rows.ts'
import { at, when } from './words.ts'

type Form = 'list' | 'table' | 'text' | 'number' | 'list or text'

const forms: Readonly<Record<Form, (value: unknown) => boolean>> = {
  list: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  table: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  'list or text': (value) => forms.list(value) || forms.text(value),
}

/** What to do where the field is missing; `null` where another rule says so. */
type Field = readonly [form: Form, missing: string | null]

const ofServer = { scopes: ['table', 'List its scopes'] } as const satisfies Record<string, Field>
const ofScope = {
  roles: ['list', 'List the roles that may hold it; an empty list means no person'],
} as const satisfies Record<string, Field>
const ofPool = {
  org: ['text', null],
  mfa: ['text', null],
  roles: ['list', 'List the roles that it may issue'],
  clients: ['table', 'List its app clients'],
} as const satisfies Record<string, Field>
const ofClient = {
  kind: ['text', null],
  scopes: ['list or text', null],
  identityScopes: ['list', null],
  accessTokenMinutes: ['number', null],
  refreshTokenDays: ['number', null],
  redirectUris: ['list', null],
  logoutUris: ['list', null],
  org: ['text', null],
  role: ['text', null],
} as const satisfies Record<string, Field>
const ofOperation = {
  service: ['text', null],
  method: ['text', null],
  path: ['text', null],
  tenancy: ['text', null],
  callers: ['text', null],
  access: ['table', null],
} as const satisfies Record<string, Field>

function judgeRows(rows: readonly Placed<object>[], fields: Readonly<Record<string, Field>>): readonly Finding[] {
  const listed = Object.entries(fields)
  return rows.flatMap(({ label, path, row, malformed }) => {
    if (malformed) return [{ place: at(...path), cause: `${label} is no row`, fix: 'Write its fields in braces' }]
    // The cast is safe: whatever the row is, its fields are unknown until a form is found for them.
    const found = row as Readonly<Record<string, unknown>>
    return listed.flatMap(([field, [form, missing]]): readonly Finding[] => {
      const value = found[field]
      if (value === undefined) {
        return missing === null ? [] : [{ place: at(...path), cause: `${label} has no \`${field}\``, fix: missing }]
      }
      if (forms[form](value)) return []
      const cause = `${label} has a \`${field}\` that is no ${form}${form === 'list' ? ' of texts' : ''}`
      return [{ place: at(...path, field), cause, fix: `Write a ${form} there` }]
    })
  })
}

const tables = ['resourceServers', 'roles', 'pools', 'operations'] as const

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

const fix = 'Correct it or add the scope'

export const rowRules: readonly Rule[] = [
  {
    on: 'rows',
    id: 'RS001',
    name: 'row-incomplete',
    severity: 'error',
    rule: 'A row has its lists and tables, and each field is of its type',
    why: 'Node strips types. A list that is missing would count as empty, and an empty list as a decision that nobody took.',
    source: 'packages/contract/shape.ts',
    fix: 'Write the field as its type in packages/contract/shape.ts says; an empty list is an answer, a missing one is none',
    judge: ({ contract, servers, scopes, pools, clients, operations }) => [
      ...tables.flatMap((table) =>
        when(!forms.table(contract[table]), () => [at(table), `The contract has no table \`${table}\``, 'Export it']),
      ),
      ...judgeRows(servers, ofServer),
      ...judgeRows(scopes, ofScope),
      ...judgeRows(pools, ofPool),
      ...judgeRows(clients, ofClient),
      ...judgeRows(operations, ofOperation),
    ],
  },
  {
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
  },
  {
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
  },
  {
    on: 'rows',
    id: 'RS004',
    name: 'client-name-repeated',
    severity: 'error',
    rule: 'An app client’s name stands in one pool only',
    why: 'Callers are known by their client’s name alone: in logs, in limits, and to whoever revokes at night.',
    source: 'packages/contract/shape.ts',
    fix: 'Rename all but one of the app clients',
    judge: ({ clients }) =>
      repeated(clients, (same, label) => ({
        cause: `${label} stands in several pools: ${quoted(same.map(({ pool }) => pool.name))}`,
        fix: 'Rename all but one, because callers are known by the name alone',
      })),
  },
  {
    on: 'rows',
    id: 'RS005',
    name: 'role-unknown',
    severity: 'error',
    rule: 'A role that a scope or a pool names exists',
    why: 'A misspelt role grants nothing: the people who should hold the scope are refused, and nothing says why.',
    source: 'ADR 0002',
    fix: 'Correct the role’s name, or add the role to the contract’s `roles`',
    judge: ({ scopes, pools, roles }) =>
      [...scopes, ...pools].flatMap(({ label, path, roles: named }) =>
        named
          .filter((role) => !roles.has(role))
          .map(
            (role): Finding => ({
              place: at(...path, 'roles'),
              cause: `${label} names the role \`${role}\`, which does not exist`,
              fix: 'Correct it or add the role',
            }),
          ),
      ),
  },
  {
    on: 'rows',
    id: 'RS006',
    name: 'scope-unknown',
    severity: 'error',
    rule: 'A scope that a client or an operation names exists',
    why: 'A misspelt scope drops the operation’s route from every API, and a client’s deployment fails.',
    source: 'aws-facts §J',
    fix: 'Correct the scope’s name, or add the scope to its resource server in the contract',
    judge: ({ clients, operations, scopeNames }) => [
      ...clients.flatMap(({ label, path, listed }) =>
        listed
          .filter((scope) => !scopeNames.has(scope))
          .map(
            (scope): Finding => ({
              place: at(...path, 'scopes'),
              cause: `${label} lists the scope \`${scope}\`, which does not exist`,
              fix,
            }),
          ),
      ),
      ...operations.flatMap(({ label, path, access, scope }): readonly Finding[] =>
        access?.kind !== 'scope' || scope === undefined || scopeNames.has(scope)
          ? []
          : [
              {
                place: at(...path, 'access'),
                cause: `${label} requires the scope \`${scope}\`, which does not exist`,
                fix,
              },
            ],
      ),
    ],
  },
]
