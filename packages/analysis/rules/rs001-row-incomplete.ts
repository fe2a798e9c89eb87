/**
 * RS001: rows have their lists and tables.
 *
 * @module
 */
import type { Finding, RowRule } from './rule.ts'
import type { Placed } from './subjects/rows.ts'
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

export const rowIncomplete: RowRule = {
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
}
