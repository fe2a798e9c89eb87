/**
 * Permissions past the gateway: who may call a function, what a function’s role may do, and who else may touch data.
 */

import { isTable, walk } from '@scopegate/template'
import type { TemplatePermission, TemplateSystem } from '../deployed/template.ts'
import { constructName, functionsByArn, triggerArn } from './functions.ts'
import type { Found, Reader } from './resources.ts'

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

const statementsOf = (document: unknown): readonly unknown[] =>
  isTable(document) ? listOf(document['Statement']) : [document]

/** A statement of a policy says these and no more: `NotAction` and the like allow whatever nobody thought of. */
const fields = new Set(['Action', 'Effect', 'Resource', 'Sid', 'Condition'])

const isDenial = (statement: unknown): boolean => isTable(statement) && statement['Effect'] === 'Deny'

/** Whether it names what it allows. A wildcard in an action allows whatever AWS adds to the service. */
function isSingle(reader: Reader, found: Found, statement: unknown): boolean {
  if (!isTable(statement)) return false
  const texts = (field: string) => listOf(statement[field] ?? '').map((each) => reader.resolved(found, each))
  return (
    Object.keys(statement).every((field) => fields.has(field)) &&
    texts('Action').every((action) => /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action)) &&
    // Of the indexes of a table there may be many; a single `*` is for actions that know no resources.
    texts('Resource').every((on) => on === '*' || /^[^*?]+(?:\/index\/\*)?$/.test(on))
  )
}

/** The functions behind a role: their names, and whether all of them are token triggers. */
interface Users {
  readonly names: ReadonlySet<string>
  readonly areTriggers: boolean
}

function usersOf(reader: Reader): (role: string) => Users {
  const triggers = new Set(reader.ofType('AWS::Cognito::UserPool').map((pool) => triggerArn(reader, pool)))
  const functions = Map.groupBy([...functionsByArn(reader)], ([, found]) =>
    (reader.text(found, 'Role') ?? '').replace(/\.Arn\}$/, '}'),
  )
  return (role) => {
    const users = functions.get(role) ?? []
    return {
      names: new Set(users.flatMap(([, found]) => constructName(found) ?? [])),
      areTriggers: users.length > 0 && users.every(([arn]) => triggers.has(arn)),
    }
  }
}

/** What the roles of functions may do, action by action and resource by resource. */
export function readPermissions(reader: Reader): readonly TemplatePermission[] {
  const usersFor = usersOf(reader)
  const targets = new Map(reader.all.map((found) => [found.reference, found]))
  const permissionsIn = (found: Found, roles: readonly string[], document: unknown): readonly TemplatePermission[] => {
    const users = roles.map(usersFor)
    const [name, ...others] = new Set(users.flatMap(({ names }) => [...names]))
    const holder = {
      function: others.length === 0 ? name : undefined,
      isTrigger: users.length > 0 && users.every(({ areTriggers }) => areTriggers),
    }
    return statementsOf(document)
      .filter((statement) => isTable(statement) && !isDenial(statement) && isSingle(reader, found, statement))
      .flatMap((statement) => {
        const texts = (field: string) =>
          listOf(isTable(statement) ? statement[field] : '').map((each) => reader.resolved(found, each))
        return texts('Resource').flatMap((on) => {
          const target = targets.get(on.replace(/\/index\/\*$/, '').replace(/\.Arn\}$/, '}'))
          const where =
            target === undefined ? { on, type: undefined } : { on: withoutResource(target.place), type: target.type }
          return texts('Action').map((action) => ({ resource: found.place, ...holder, action, ...where }))
        })
      })
  }
  return [
    ...reader
      .ofType('AWS::IAM::Policy')
      .flatMap((found) => permissionsIn(found, reader.texts(found, 'Roles'), found.properties['PolicyDocument'])),
    ...reader
      .ofType('AWS::IAM::Role')
      .flatMap((found) => inlineOf(found).flatMap((document) => permissionsIn(found, [found.reference], document))),
  ]
}

/** The construct’s own place: CDK calls what it makes for it `Resource`. */
const withoutResource = (place: string): string => place.replace(/\/Resource$/, '')

const inlineOf = ({ properties: { Policies } }: Found): readonly unknown[] =>
  listOf(Policies ?? []).map((each) => (isTable(each) ? each['PolicyDocument'] : each))

const tooWide = 'something else than single actions on single resources'

const isNarrow = (reader: Reader, found: Found, document: unknown): boolean =>
  statementsOf(document).every((each) => isDenial(each) || isSingle(reader, found, each))

function policy(reader: Reader, found: Found): readonly string[] {
  const { PolicyDocument, Roles, Users, Groups } = found.properties
  const holders = listOf(Roles ?? []).map((role) => reader.resolved(found, role))
  return [
    ...(isNarrow(reader, found, PolicyDocument) ? [] : [tooWide]),
    ...(Users === undefined && Groups === undefined && holders.every((role) => role.startsWith('${'))
      ? []
      : ['something to others than roles of the template']),
  ]
}

/** Whether Lambda alone may take the role. */
const isTakenByLambda = (statement: unknown): boolean =>
  isTable(statement) &&
  isTable(statement['Principal']) &&
  JSON.stringify(statement['Principal']) === '{"Service":"lambda.amazonaws.com"}' &&
  statement['Action'] === 'sts:AssumeRole'

function role(reader: Reader, found: Found): readonly string[] {
  const { AssumeRolePolicyDocument, ManagedPolicyArns } = found.properties
  return [
    ...(statementsOf(AssumeRolePolicyDocument).every(isTakenByLambda) ? [] : ['a role to others than Lambda']),
    ...(listOf(ManagedPolicyArns ?? []).length === 0 ? [] : ['what a policy outside of the template says']),
    ...(inlineOf(found).every((document) => isNarrow(reader, found, document)) ? [] : [tooWide]),
  ]
}

const permissionFields = new Set(['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'])

/** What may call a function, by what a reference to it reads as. */
interface Sources {
  readonly apis: ReadonlySet<string>
  readonly pools: ReadonlySet<string>
}

/** Only an API or a pool of the template may call, and each only for itself. */
function permission(reader: Reader, found: Found, { apis, pools }: Sources): readonly string[] {
  const source = reader.text(found, 'SourceArn') ?? ''
  const principal = reader.text(found, 'Principal')
  const isSource =
    principal === 'apigateway.amazonaws.com'
      ? apis.has(/^arn:[^*?/]+:execute-api:[^*?/]+:(\$\{[^}]+\})\//.exec(source)?.[1] ?? '')
      : principal === 'cognito-idp.amazonaws.com' && pools.has(source.replace(/\.Arn\}$/, '}'))
  const isOurs =
    isSource &&
    reader.text(found, 'Action') === 'lambda:InvokeFunction' &&
    Object.keys(found.properties).every((field) => permissionFields.has(field))
  return isOurs ? [] : ['calls of a function to others than an API or a pool of the template']
}

/** A policy on the thing itself lets others in, past every role. */
function resourcePolicy(found: Found): readonly string[] {
  let has = false
  walk(found.properties, (inner) => {
    has ||= isTable(inner) && ['ResourcePolicy', 'ResourcePolicyDocument'].some((field) => Object.hasOwn(inner, field))
  })
  return has ? ['access by a policy on the resource itself'] : []
}

const readers: Readonly<Record<string, (reader: Reader, found: Found, sources: Sources) => readonly string[]>> = {
  'AWS::IAM::Policy': policy,
  'AWS::IAM::Role': role,
  'AWS::Lambda::Permission': permission,
}

/** What is granted too widely or to others: `calls of a function to others`, in the middle of a sentence. */
export function readGrants(reader: Reader): TemplateSystem['grants'] {
  const references = (type: string) => new Set(reader.ofType(type).map(({ reference }) => reference))
  const sources = { apis: references('AWS::ApiGatewayV2::Api'), pools: references('AWS::Cognito::UserPool') }
  return reader.all.flatMap((found) =>
    [...(readers[found.type]?.(reader, found, sources) ?? []), ...resourcePolicy(found)].map((what) => ({
      resource: found.place,
      type: found.type,
      what,
    })),
  )
}
