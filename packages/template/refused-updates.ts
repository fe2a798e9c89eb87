/**
 * Changes of a stack that CloudFormation takes for updates and Cognito refuses, so that the deployment rolls back.
 * Measured, but for the lists of names, where it is inferred (aws-facts §I.20): each reason begins with Cognito's words.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Template, TemplateResource } from './schema.ts'

export interface RefusedUpdate {
  readonly logicalId: string
  readonly type: string
  /** Such as `Schema`. */
  readonly property: string
  readonly reason: string
}

const poolType = 'AWS::Cognito::UserPool'
const domainType = 'AWS::Cognito::UserPoolDomain'

/** What a pool is created with and keeps. */
const fixed = ['UsernameConfiguration', 'UsernameAttributes', 'AliasAttributes'] as const

/** Every update of a resource of `before` that Cognito would refuse, in the order of `after`. Intrinsics are compared as they are written. */
export function refusedUpdates(before: Template, after: Template): readonly RefusedUpdate[] {
  const oldDomains = Object.entries(before.Resources).filter(([, { Type }]) => Type === domainType)
  return Object.entries(after.Resources).flatMap(([logicalId, resource]) => {
    const refused = (property: string, reason: string) => ({ logicalId, type: resource.Type, property, reason })
    if (resource.Type === domainType) {
      return isSecondDomain(logicalId, resource, oldDomains)
        ? [refused('Domain', 'User pool already has a domain configured.')]
        : []
    }
    const old = before.Resources[logicalId]
    if (resource.Type !== poolType || old?.Type !== poolType) return []
    const [was, is] = [old.Properties, resource.Properties]
    const faults = schemaFaults(attributesOf(was['Schema']), attributesOf(is['Schema']))
    return [
      ...fixed
        .filter((property) => !isDeepStrictEqual(settled(property, was[property]), settled(property, is[property])))
        .map((property) => refused(property, `Updates are not allowed for property - ${property}.`)),
      ...(faults.length === 0
        ? []
        : [refused('Schema', `Existing schema attributes cannot be modified or deleted: ${faults.join(', ')}.`)]),
    ]
  })
}

/**
 * Another domain, or one of another logical id: CloudFormation creates it before it deletes the first. A pool has room for a
 * prefix and for a custom domain, so one of each is no conflict (inferred, aws-facts §I.19).
 */
function isSecondDomain(
  logicalId: string,
  { Properties }: TemplateResource,
  before: readonly (readonly [string, TemplateResource])[],
): boolean {
  const rivals = before.filter(
    ([, { Properties: old }]) =>
      isDeepStrictEqual(old['UserPoolId'], Properties['UserPoolId']) &&
      (old['CustomDomainConfig'] === undefined) === (Properties['CustomDomainConfig'] === undefined),
  )
  const isThere = rivals.some(
    ([id, { Properties: old }]) => id === logicalId && isDeepStrictEqual(old['Domain'], Properties['Domain']),
  )
  return rivals.length > 0 && !isThere
}

/** Documented (CFN/aws-resource-cognito-userpool): the order of a list of names means nothing; user names of a pool that says nothing are case-sensitive. */
function settled(property: (typeof fixed)[number], value: unknown): unknown {
  if (Array.isArray(value)) return value.map((name) => JSON.stringify(name)).sort()
  if (property === 'UsernameConfiguration') return value ?? { CaseSensitive: true }
  return value ?? []
}

type Attributes = ReadonlyMap<unknown, unknown>

/** The attributes by name, each with the defaults of what it leaves out (documented, model). */
const attributesOf = (schema: unknown): Attributes =>
  new Map(
    (Array.isArray(schema) ? schema : [])
      .filter((each: unknown): each is object => typeof each === 'object' && each !== null)
      .map((each): [unknown, unknown] => {
        const stated: Record<string, unknown> = {
          AttributeDataType: 'String',
          Mutable: true,
          Required: false,
          DeveloperOnlyAttribute: false,
          ...each,
        }
        return [stated['Name'], stated]
      }),
  )

function schemaFaults(before: Attributes, after: Attributes): readonly string[] {
  return [...before].flatMap(([name, was]) => {
    const is = after.get(name)
    if (is === undefined) return [`\`${String(name)}\` is missing`]
    return isDeepStrictEqual(was, is) ? [] : [`\`${String(name)}\` has changed`]
  })
}
