/** What a template may hold by the contract’s rows, and what the contract’s `allowed` lets pass besides. */
import { type Allowance, type Contract, pascalCase, tableVariable } from '@scopegate/contract'
import type { TemplateFunction, TemplateMember, TemplatePermission } from '../../deployed/template.ts'
import type { JudgedTemplate } from '../subjects/judged-template.ts'

/** What an allowance is for. */
export const fieldsOf = (allowance: Allowance): object =>
  Object.fromEntries(Object.entries(allowance).filter(([field]) => field !== 'reason'))

const key = (allowed: object): string =>
  JSON.stringify(Object.entries(allowed).toSorted(([a], [b]) => (a < b ? -1 : 1)))

export const isAllowed = ({ allowed }: Contract, wanted: object): boolean =>
  allowed.some((each) => key(fieldsOf(each)) === key(wanted))

/** The row that lets it pass. */
export const rowFor = (wanted: object): string =>
  `{ ${Object.entries(wanted)
    .map(([field, value]) => `${field}: '${value}'`)
    .join(', ')}, reason: '…' }`

export const orAllow = (instead: string, wanted: object): string =>
  `${instead}, or add to the contract’s \`allowed\`: \`${rowFor(wanted)}\``

/** A construct’s place without what CDK and the stage add to it: one row counts for all stages. */
function placeIn({ name }: Contract, place: string): string {
  const [stack = '', ...inside] = place.replace(/\/Resource$/, '').split('/')
  const [base = ''] = stack.split('-')
  const isOurs = [pascalCase(name), `${pascalCase(name)}Data`].includes(base)
  return [isOurs ? base : stack, ...inside].join('/')
}

export const resource = (contract: Contract, type: string, place: string) => ({
  kind: 'resource',
  type,
  path: placeIn(contract, place),
})

export const property = (contract: Contract, { resource: place, property: name }: TemplateMember) => ({
  kind: 'property',
  path: placeIn(contract, place),
  name,
})

export const variable = (service: string, name: string) => ({ kind: 'variable', service, name })

export const permission = (contract: Contract, { function: service, action, on, type }: TemplatePermission) => ({
  kind: 'permission',
  service: service ?? '',
  action,
  on: type === undefined ? on : placeIn(contract, on),
})

/** The variables of a token trigger. */
const ofTrigger = new Set(['POOL', 'CLIENT_DIRECTORY', 'CLIENT_DIRECTORY_PARAMETER'])

/** A table’s name comes from the table: a name written out could be another account’s. */
const isReference = (value: string): boolean => /^\$\{(?!AWS::)[^}]+\}$/.test(value)

export function foreignVariables({ contract }: JudgedTemplate, { name, isTrigger, variables }: TemplateFunction) {
  const tables = Object.keys((name === undefined ? undefined : contract.services[name])?.tables ?? {})
  const ofTables = new Set(tables.map(tableVariable))
  return Object.entries(variables ?? {}).flatMap(([each, value]) => {
    const isExpected = isTrigger ? ofTrigger.has(each) : each === 'POOLS' || (ofTables.has(each) && isReference(value))
    return isExpected || (name !== undefined && isAllowed(contract, variable(name, each))) ? [] : [each]
  })
}

/** Whether the row of the function’s service says it, or every function needs it. */
export function isOfRow(
  { services }: Contract,
  { function: name = '', isTrigger, action, on, type }: TemplatePermission,
): boolean {
  const [service, verb = ''] = action.split(':')
  const row = services[name]
  switch (service) {
    case 'logs':
      return type === 'AWS::Logs::LogGroup' && ['CreateLogStream', 'PutLogEvents'].includes(verb)
    case 'ssm':
      return isTrigger && verb === 'GetParameter' && /^[^*]*:\$\{AWS::AccountId\}:parameter\/[^*]+$/.test(on)
    case 'cognito-idp':
      return type === 'AWS::Cognito::UserPool' && (row?.userPools ?? []).some((each) => each === verb)
    case 'dynamodb':
      return Object.entries(row?.tables ?? {}).some(
        ([table, actions = []]) => actions.some((each) => each === verb) && isTableOf(table, on, type),
      )
    case undefined:
    default:
      return false
  }
}

/** Of a table in another stack that is not there, only the name is known under which CDK lets that stack export it. */
const isTableOf = (table: string, on: string, type: string | undefined): boolean =>
  type === 'AWS::DynamoDB::Table'
    ? on.split('/').at(-1) === pascalCase(table)
    : new RegExp(`^\\$\\{![^:}]+:(?:ExportsOutput(?:Ref|FnGetAtt))?${pascalCase(table)}(?:[0-9A-F]{8}\\w*)?\\}`).test(
        on,
      )

/** Whether the template has what the allowance is for; an allowance for a stack that is not there is not judged. */
export function isUsed({ contract, template }: JudgedTemplate, allowance: Allowance): boolean {
  const wanted = key(fieldsOf(allowance))
  switch (allowance.kind) {
    case 'resource': {
      const isHere = template.sizes.some((size) => allowance.path.startsWith(`${placeIn(contract, size.resource)}/`))
      const all = [...template.extras, ...template.grants]
      return !isHere || all.some(({ type, resource: place }) => key(resource(contract, type, place)) === wanted)
    }
    case 'variable':
      return template.functions.some(
        ({ name, variables }) => name === allowance.service && Object.hasOwn(variables ?? {}, allowance.name),
      )
    case 'property':
      return template.members.some((each) => key(property(contract, each)) === wanted)
    case 'permission':
      return template.permissions.some((each) => key(permission(contract, each)) === wanted)
  }
}
