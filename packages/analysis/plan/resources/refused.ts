/** What Cognito refuses although CloudFormation takes it for an update (aws-facts §I.20): the deployment would roll back. */
import { type Contract, type Stage, stageNames } from '@scopegate/contract'
import { isTable, refusedUpdates, type Template } from '@scopegate/template'
import { cause } from '../draft.ts'
import type { FoundResource } from './effects.ts'

/** What to leave, by the property. */
const kept: Readonly<Record<string, string>> = { Schema: 'the attributes as they are', Domain: 'the domain as it is' }

const instead = (property: string) =>
  `leave ${kept[property] ?? 'it as it is'}, or add a pool of another name and let its people and clients move there`

export function refusedEffects(before: Template, after: Template): readonly FoundResource[] {
  const poolOf = (reference: unknown): string => {
    const target = isTable(reference) ? reference['Ref'] : undefined
    const logicalId = typeof target === 'string' ? target : ''
    const name = after.Resources[logicalId]?.Metadata['scopegate:pool']
    return typeof name === 'string' ? name : logicalId
  }
  return refusedUpdates(before, after).map(({ logicalId, property, reason }) => {
    const isDomain = property === 'Domain'
    const pool = poolOf(isDomain ? after.Resources[logicalId]?.Properties['UserPoolId'] : { Ref: logicalId })
    const known = isDomain ? [cause.signInDomain(pool)] : [cause.pool(pool), cause.poolSettings(pool)]
    return {
      action: 'refused',
      kind: isDomain ? 'sign-in domain' : 'user pool',
      name: pool,
      refusal: { reason, instead: instead(property) },
      causes: [...known, cause.fixed(pool)],
    }
  })
}

/**
 * The part of the template that the refusals depend on, as packages/cdk/identity writes it: to judge a contract before
 * anything is synthesized. Without domains where the stage is not known.
 */
export const fixedParts = (contract: Contract, stage: Stage | undefined): Template => ({
  Resources: Object.fromEntries(
    Object.entries(contract.pools).flatMap(([pool, { org }]) => [
      part(pool, 'UserPool', { Schema: attributesOf(org) }, { 'scopegate:pool': pool }),
      ...(stage === undefined ? [] : [domainOf(contract, stage, pool)]),
    ]),
  ),
  Conditions: {},
  Metadata: {},
  Parameters: {},
  Outputs: {},
})

const part = (id: string, type: string, Properties: Readonly<Record<string, unknown>>, Metadata = {}) =>
  [id, { Type: `AWS::Cognito::${type}`, Properties, Metadata }] as const

const attributesOf = (org: 'required' | 'none') =>
  [...(org === 'required' ? [{ Name: 'org_id', Mutable: false }] : []), { Name: 'role', Mutable: true }].map(
    (each) => ({
      AttributeDataType: 'String',
      StringAttributeConstraints: { MinLength: '1', MaxLength: '128' },
      ...each,
    }),
  )

function domainOf(contract: Contract, stage: Stage, pool: string) {
  const UserPoolId = { Ref: pool }
  const own = stage.signInDomains?.[pool]
  if (own === undefined) {
    const Domain = stageNames(contract, stage).domainPrefix(pool)
    return part(`${pool} prefix`, 'UserPoolDomain', { UserPoolId, Domain })
  }
  const CustomDomainConfig = { CertificateArn: own.certificateArn }
  return part(`${pool} domain`, 'UserPoolDomain', { UserPoolId, Domain: own.domainName, CustomDomainConfig })
}
