/** Rules over the form of a contract’s rows, as the one schema states it. */
import { quoted } from '@scopegate/contract/quoted'
import type { z } from 'zod'
import { ContractSchema, formsByField } from '../contract-schema.ts'
import { onRows } from './rule.ts'
import { at, type Told, tell, within } from './shared/words.ts'

type Issue = z.core.$ZodIssue

/** Where in the contract an issue is: the row, and the field in it. */
interface Spot {
  /** `clients`, `operations`; empty where no row is. */
  readonly table: string
  readonly label: string
  readonly row: readonly string[]
  /** `access.kind`; empty for the row itself. */
  readonly field: string
  readonly value: unknown
}

const kinds: Readonly<Record<string, string>> = {
  resourceServers: 'resource server',
  scopes: 'scope',
  roles: 'role',
  pools: 'pool',
  clients: 'client',
  tables: 'table',
  services: 'service',
  operations: 'operation',
  problems: 'problem',
  allowed: 'allowance',
}

function spotOf(contract: unknown, { path }: Issue): Spot {
  const keys = path.map(String)
  const [top = '', , inner = ''] = keys
  const isInner = (top === 'resourceServers' && inner === 'scopes') || (top === 'pools' && inner === 'clients')
  const length = isInner && keys.length > 3 ? 4 : keys.length > 1 && top in kinds ? 2 : 0
  const table = length === 0 ? '' : (keys[length - 2] ?? '')
  // What stands in a list is told of the list.
  const field = path.slice(length).filter((key) => typeof key === 'string')
  return {
    table,
    label: length === 0 ? 'The contract' : `The ${kinds[table]} \`${keys[length - 1]}\``,
    row: keys.slice(0, length),
    field: field.join('.'),
    value: path.reduce<unknown>(
      (node, key) =>
        typeof node === 'object' && node !== null ? new Map(Object.entries(node)).get(String(key)) : undefined,
      contract,
    ),
  }
}

/** What other rules say of a field that is missing, better than that it is. */
const missedElsewhere = new Set([
  'clients scopes',
  'clients accessTokenMinutes',
  'clients refreshTokenDays',
  'clients redirectUris',
  'clients logoutUris',
  'clients org',
  'clients role',
  'operations service',
  'operations access',
])

/** What other rules judge altogether. */
const judgedElsewhere = /^operations (?:path|access\..*)$/

function isToldElsewhere(issue: Issue, { table, field, value }: Spot): boolean {
  const name = `${table} ${field}`
  if (name === 'operations access.kind') return false
  if (judgedElsewhere.test(name) || (value === undefined && missedElsewhere.has(name))) return true
  // RS007 tells of a text; a list of something else than texts is told here. RS009 judges each address.
  if (name === 'clients scopes') return !Array.isArray(value) && issue.path.at(-1) === 'scopes'
  return (
    /^clients (?:redirectUris|logoutUris)$/.test(name) &&
    typeof issue.path.at(-1) === 'number' &&
    typeof value === 'string'
  )
}

/** Whether the value is none of a closed set. */
const isOfClosedSet = (issue: Issue): boolean =>
  issue.code === 'invalid_value' ||
  (issue.code === 'invalid_union' && 'discriminator' in issue && issue.discriminator !== undefined)

const forms: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'list of texts',
  record: 'table',
  object: 'table',
  number: 'number',
  boolean: '`true` or `false`',
}

const lists: Readonly<Record<string, string>> = {
  'resourceServers scopes': 'List its scopes',
  'scopes roles': 'List the roles that may hold it; an empty list means no person',
  'pools roles': 'List the roles that it may issue',
  'pools clients': 'List its app clients',
}

function incomplete(issue: Issue, spot: Spot): Told {
  const { table, label, row, field, value } = spot
  if (issue.code === 'custom' || issue.code === 'invalid_key') {
    const cause = `${label} has a control character${field === '' ? ' in its name' : ` in \`${field}\``}`
    return { place: at(...row, ...field.split('.').filter(Boolean)), cause, fix: 'Take it out' }
  }
  if (field === '') return { place: at(...row), cause: `${label} is no row`, fix: 'Write its fields in braces' }
  if (value === undefined && typeof issue.path.at(-1) === 'string') {
    const form = row.length === 0 && /record|array/.test(expectedIn(issue)) ? 'table ' : ''
    const fix =
      lists[`${table} ${field}`] ??
      (row.length === 0 ? 'Export it' : `Write it: ${forms[expectedIn(issue)] ?? 'a value'}`)
    return { place: row.length === 0 ? at(field) : at(...row), cause: `${label} has no ${form}\`${field}\``, fix }
  }
  const form = typeof issue.path.at(-1) === 'number' ? 'list of texts' : (forms[expectedIn(issue)] ?? 'list or text')
  return {
    place: at(...row, ...field.split('.')),
    cause: `${label} has a \`${field}\` that is no ${form}`,
    fix: `Write a ${form.replace(' of texts', '')} there`,
  }
}

const expectedIn = (issue: Issue): string => (issue.code === 'invalid_type' ? issue.expected : '')

function outside(issue: Issue, { table, label, row, field, value }: Spot): Told {
  const values = issue.code === 'invalid_value' ? issue.values.map(String) : (formsByField[`${table} ${field}`] ?? [])
  const cause = `${label} ${value === undefined ? 'has no' : 'has an unknown'} \`${field}\``
  return { place: at(...row, ...field.split('.')), cause, fix: `Choose one of ${quoted(values)}` }
}

/** The issues that no other rule tells, each with its spot. */
function issuesIn(contract: unknown) {
  const result = ContractSchema.safeParse(contract)
  if (result.success) return []
  return result.error.issues
    .map((issue) => ({ issue, spot: spotOf(contract, issue) }))
    .filter(({ issue, spot }) => !isToldElsewhere(issue, spot))
}

export const formRules = onRows({
  'row-incomplete': ({ contract }) =>
    issuesIn(contract)
      .filter(({ issue }) => !isOfClosedSet(issue))
      .map(({ issue, spot }) => incomplete(issue, spot)),
  'value-unknown': ({ contract, operations, services }) => [
    issuesIn(contract)
      .filter(({ issue }) => isOfClosedSet(issue))
      .map(({ issue, spot }) => outside(issue, spot)),
    operations.map(({ label, place, malformed, row: { service } }) => {
      const names = services.map(({ name }) => name)
      const isWrong = service === undefined || (typeof service === 'string' && !names.includes(service))
      const cause = `${label} ${service === undefined ? 'has no' : 'has an unknown'} \`service\``
      return !malformed && isWrong && tell(within(place, 'service'), cause, `Choose one of ${quoted(names)}`)
    }),
  ],
})
