/**
 * What changed beside scopes, pools and operations: the system's names, its tables, services and problems, and what it
 * is allowed besides.
 */
import type { Allowance, ServiceSpec, TableSpec } from '@scopegate/contract'
import { quoted } from '@scopegate/contract/quoted'
import { sameJson } from '../../same-json.ts'
import { cause, type Draft, draft } from '../draft.ts'
import { compareLists, compareRows, gainAndLoss } from '../rows.ts'
import type { Side } from '../side.ts'

export function systemDrafts({ contract: before }: Side, { contract: after }: Side): readonly Draft[] {
  return [
    ...nameDrafts(before, after),
    ...rowDrafts('table', before.tables, after.tables, tableChange),
    ...rowDrafts('service', before.services, after.services, serviceChange),
    ...rowDrafts('problem', before.problems, after.problems, (_name, _before, _after, fields) =>
      // A code that was shipped never changes its meaning: applications act on it.
      fields.some((field) => ['status', 'challenge', 'retryAfter'].includes(field)) ? { own: 'narrows' } : {},
    ),
    ...allowanceDrafts(before.allowed, after.allowed),
  ]
}

type Names = Pick<Side['contract'], 'name' | 'problemTypes'>

function nameDrafts(before: Names, after: Names): readonly Draft[] {
  const drafts: Draft[] = []
  if (before.name !== after.name) {
    const says = `The system is called \`${after.name}\` in the place of \`${before.name}\`: its stacks, pools and tables are new and empty`
    drafts.push(draft('system-name', says, { causes: [cause.system()], own: 'narrows' }))
  }
  if (before.problemTypes !== after.problemTypes) {
    const says = `The \`type\` of problems begins with \`${after.problemTypes}\` in the place of \`${before.problemTypes}\``
    drafts.push(draft('problem-types', says, { own: 'narrows' }))
  }
  return drafts
}

type More = Partial<Pick<Draft, 'own' | 'says'>>

/** A table of rows. `more` judges a row that is new or changed, by the fields that differ. */
function rowDrafts<Row extends object>(
  what: 'table' | 'service' | 'problem',
  before: Readonly<Record<string, Row>>,
  after: Readonly<Record<string, Row>>,
  more: (name: string, before: Row | undefined, after: Row, fields: readonly string[]) => More,
): readonly Draft[] {
  const { added, removed, kept } = compareRows(before, after)
  const causes = (name: string) => [cause.row(what, name)]
  return [
    ...added.map(({ name, row }) => {
      const { says = `The ${what} \`${name}\` is new`, ...own } = more(name, undefined, row, [])
      return draft(`${what}-added`, says, { causes: causes(name), ...own })
    }),
    ...removed.map(({ name }) => draft(`${what}-removed`, `The ${what} \`${name}\` is gone`, { causes: causes(name) })),
    ...kept.flatMap(({ name, before: was, after: is }): readonly Draft[] => {
      const names = new Set([...Object.keys(was), ...Object.keys(is)])
      const fields = [...names].filter(
        (field) => !sameJson(Reflect.get(was, field) ?? null, Reflect.get(is, field) ?? null),
      )
      if (fields.length === 0) return []
      const { says = `The ${what} \`${name}\` has changed: ${quoted(fields)}`, ...own } = more(name, was, is, fields)
      return [draft(`${what}-changed`, says, { causes: causes(name), ...own })]
    }),
  ]
}

/** CloudFormation cannot change the keys of a table. */
export const hasOtherKeys = (before: TableSpec, after: TableSpec): boolean =>
  before.partitionKey !== after.partitionKey || before.sortKey !== after.sortKey

const tableChange = (_: string, before: TableSpec | undefined, after: TableSpec): More =>
  before !== undefined && hasOtherKeys(before, after) ? { own: 'narrows' } : {}

const grantsOf = ({ tables = {}, userPools = [] }: ServiceSpec): readonly string[] => [
  ...Object.entries(tables).flatMap(([table, actions = []]) => actions.map((action) => `${action} on ${table}`)),
  ...userPools.map((action) => `${action} on user pools`),
]

/** What a service may do besides is more that a fault of it could do. */
function serviceChange(name: string, before: ServiceSpec | undefined, after: ServiceSpec): More {
  const { added, removed } = compareLists(before === undefined ? [] : grantsOf(before), grantsOf(after))
  const words = gainAndLoss({ added, removed }, 'may also', 'may no longer')
  if (words === undefined) return {}
  const says =
    before === undefined
      ? `The service \`${name}\` is new: it ${words.replace(' also', '')}`
      : `The service \`${name}\` ${words}`
  return { says, own: added.length > 0 ? 'widens' : 'narrows' }
}

function inWords(allowance: Allowance): string {
  switch (allowance.kind) {
    case 'resource':
      return `the resource ${allowance.path} (${allowance.type})`
    case 'property':
      return `the property ${allowance.name} of ${allowance.path}`
    case 'variable':
      return `the variable ${allowance.name} of ${allowance.service}`
    case 'permission':
      return `${allowance.action} on ${allowance.on} for ${allowance.service}`
  }
}

function allowanceDrafts(before: readonly Allowance[], after: readonly Allowance[]): readonly Draft[] {
  if (sameJson(before, after)) return []
  const { added, removed } = compareLists(before.map(inWords), after.map(inWords))
  const words = gainAndLoss({ added, removed }, 'also allows', 'no longer allows')
  if (words === undefined) {
    return [draft('allowed-described', 'The reasons of what is allowed have changed')]
  }
  return [draft('allowed', `The contract ${words}`, { own: added.length > 0 ? 'widens' : 'narrows' })]
}
