/**
 * Permissions past the gateway: who may call a function, what a function’s role may do, and who else may touch data.
 * Only what packages/cdk grants is known; whatever else stands there is told.
 *
 * @module
 */

import { isTable, walk } from '@scopegate/template'
import type { Remark } from '../deployed/template.ts'
import { type Found, type Reader } from './resources.ts'

/** What a function’s role may be allowed: to read and write rows, its log and its directory, and to look people up. */
const action =
  /^(?:dynamodb:(?:(?:Get|Put|Update|Delete|BatchGet|BatchWrite|ConditionCheck)Item|Query)|logs:(?:CreateLogStream|PutLogEvents)|ssm:GetParameter|cognito-idp:(?:AdminGetUser|ListUsers))$/

/** A resource that the stacks make, a table’s indexes, or one that is named whole in the account that is deployed to. */
const own = /^(?:\$\{(?!AWS::)[^}]+\}(?:\/index\/\*)?|[^*?]*:\$\{AWS::AccountId\}:[^*?]+)$/

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

/** A statement of a policy says these and no more: `NotAction` and the like allow whatever nobody thought of. */
const fields = new Set(['Action', 'Effect', 'Resource', 'Sid', 'Condition'])

function isNarrow(reader: Reader, found: Found, statement: unknown): boolean {
  if (!isTable(statement)) return false
  if (statement['Effect'] === 'Deny') return true
  const all = (field: string, form: RegExp) =>
    statement[field] !== undefined && listOf(statement[field]).every((each) => form.test(reader.resolved(found, each)))
  return Object.keys(statement).every((field) => fields.has(field)) && all('Action', action) && all('Resource', own)
}

const statementsOf = (document: unknown): readonly unknown[] =>
  isTable(document) ? listOf(document['Statement']) : [document]

function policy(reader: Reader, found: Found): readonly string[] {
  const { PolicyDocument, Roles, Users, Groups } = found.properties
  const holders = listOf(Roles ?? []).map((role) => reader.resolved(found, role))
  return [
    ...(statementsOf(PolicyDocument).every((each) => isNarrow(reader, found, each))
      ? []
      : ['more than our functions do']),
    ...(Users === undefined && Groups === undefined && holders.every((role) => role.startsWith('${'))
      ? []
      : ['somebody else than a role of the template']),
  ]
}

/** Whether Lambda alone may take the role. */
const isTakenByLambda = (statement: unknown): boolean =>
  isTable(statement) &&
  isTable(statement['Principal']) &&
  JSON.stringify(statement['Principal']) === '{"Service":"lambda.amazonaws.com"}' &&
  statement['Action'] === 'sts:AssumeRole'

function role(reader: Reader, found: Found): readonly string[] {
  const { AssumeRolePolicyDocument, ManagedPolicyArns, Policies } = found.properties
  const inline = listOf(Policies ?? []).map((each) => (isTable(each) ? each['PolicyDocument'] : each))
  return [
    ...(statementsOf(AssumeRolePolicyDocument).every(isTakenByLambda) ? [] : ['a role to others than Lambda']),
    ...(listOf(ManagedPolicyArns ?? []).length === 0 ? [] : ['what a policy of somebody else says']),
    ...(inline.flatMap(statementsOf).every((each) => isNarrow(reader, found, each))
      ? []
      : ['more than our functions do']),
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

/** What is granted beyond what packages/cdk grants: `calls of a function to others`, in the middle of a sentence. */
export function readGrants(reader: Reader): readonly Remark[] {
  const references = (type: string) => new Set(reader.ofType(type).map(({ reference }) => reference))
  const sources = { apis: references('AWS::ApiGatewayV2::Api'), pools: references('AWS::Cognito::UserPool') }
  return reader.all.flatMap((found) =>
    [...(readers[found.type]?.(reader, found, sources) ?? []), ...resourcePolicy(found)].map((what) => ({
      resource: found.place,
      what,
    })),
  )
}
