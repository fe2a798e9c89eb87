/**
 * How much of the quotas that no contract shows a template uses (aws-facts §D). What a contract shows, `quotas.ts` counts.
 *
 * @module
 */
import { resourcesPerTemplate } from '@scopegate/template'
import type { TemplateSystem } from './deployed/template.ts'
import type { QuotaUse } from './quotas.ts'

export interface TemplateQuotaUse extends QuotaUse {
  /** The resource that uses it. */
  readonly resource: string
}

const fixed = { adjustableTo: null }
const cognito = { ...fixed, source: 'aws-facts §D.1' }
const gateway = { ...fixed, source: 'aws-facts §D.2' }

const quotas = {
  resources: {
    quota: 'resources-per-template',
    what: 'resources of a template',
    limit: resourcesPerTemplate,
    ...fixed,
    source: 'aws-facts §D.2',
  },
  attributes: { quota: 'custom-attributes-per-pool', what: 'custom attributes of a user pool', limit: 50, ...cognito },
  name: { quota: 'custom-attribute-name', what: 'characters of a custom attribute’s name', limit: 20, ...cognito },
  authorizers: { quota: 'authorizers-per-api', what: 'authorizers of an API', limit: 10, ...gateway },
  // AWS says 3 KB; whether it counts 3,000 or 3,072 bytes it does not say.
  format: { quota: 'access-log-format', what: 'bytes of an access log’s format', limit: 3_000, ...gateway },
} as const

const encoder = new TextEncoder()

/** Every use, whole templates first, then pools, in the template’s order. */
export const templateQuotaUses = ({ pools, apis, sizes }: TemplateSystem): readonly TemplateQuotaUse[] => [
  ...sizes.map(({ resource, resources }) => ({ ...quotas.resources, where: resource, used: resources, resource })),
  ...Object.entries(pools).flatMap(([name, { resource, customAttributes }]): readonly TemplateQuotaUse[] => [
    { ...quotas.attributes, where: name, used: customAttributes.length, resource },
    ...customAttributes.map((attribute) => ({
      ...quotas.name,
      where: `${name}/${attribute.name}`,
      used: attribute.name.length,
      resource,
    })),
  ]),
  ...Object.entries(apis).flatMap(([name, { resource, authorizers, accessLogs }]): readonly TemplateQuotaUse[] => [
    { ...quotas.authorizers, where: `${name}-api`, used: authorizers.length, resource },
    ...accessLogs.map(({ resource: stage, format }) => ({
      ...quotas.format,
      where: `${name}-api`,
      used: encoder.encode(format).length,
      resource: stage,
    })),
  ]),
]
