/**
 * How much of the quotas that no contract shows a template uses (aws-facts §D). What a contract shows, `quotas.ts` counts.
 */
import { carrier, variableBytes } from './carrier-quotas.ts'
import type { TemplateSystem } from './deployed/template.ts'
import { bytesOf, cognito, gateway, type QuotaUse } from './quota.ts'
import { clientIdLength } from './token-size.ts'

export interface TemplateQuotaUse extends QuotaUse {
  readonly resource: string
}

const quotas = {
  ...carrier,
  attributes: cognito('custom-attributes-per-pool', 'custom attributes of a user pool', 50),
  name: cognito('custom-attribute-name', 'characters of a custom attribute’s name', 20),
  authorizers: gateway('authorizers-per-api', 'authorizers of an API', 10),
  // AWS says 3 KB; whether it counts 3,000 or 3,072 bytes it does not say.
  format: gateway('access-log-format', 'bytes of an access log’s format', 3_000),
} as const

/** Every use, whole templates first, then pools, in the template’s order. */
export const templateQuotaUses = ({ pools, apis, sizes, functions }: TemplateSystem): readonly TemplateQuotaUse[] => [
  ...sizes.flatMap((size) =>
    (['resources', 'outputs', 'bytes'] as const).map((each) => {
      const { resource } = size
      return { ...quotas[each], where: resource, used: size[each], resource }
    }),
  ),
  ...functions.map(({ name, resource, variables = {} }) => {
    // What a deployment fills in is about as long as a client id, which most of it is.
    const filled = Object.entries(variables).map(
      ([key, value]) => [key, value.replaceAll(/\$\{[^}]*\}/g, anId)] as const,
    )
    return { ...quotas.variables, where: name ?? resource, used: variableBytes(Object.fromEntries(filled)), resource }
  }),
  ...Object.entries(pools).flatMap(([pool, { resource, customAttributes }]): readonly TemplateQuotaUse[] => [
    { ...quotas.attributes, where: pool, used: customAttributes.length, resource },
    ...customAttributes.map(({ name }) => ({ ...quotas.name, where: `${pool}/${name}`, used: name.length, resource })),
  ]),
  ...Object.entries(apis).flatMap(([name, { resource, authorizers, accessLogs }]): readonly TemplateQuotaUse[] => {
    const where = `${name}-api`
    return [
      { ...quotas.authorizers, where, used: authorizers.length, resource },
      ...accessLogs.map((log) => ({ ...quotas.format, where, used: bytesOf(log.format), resource: log.resource })),
    ]
  }),
]

const anId = 'x'.repeat(clientIdLength)
