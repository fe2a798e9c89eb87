/** User pools with everything that hangs on them: resource servers, app clients, domain, token trigger. */
import { TemplateError } from '@scopegate/template'
import { z } from 'zod'
import { schemaOf, schemaRow } from '../attributes.ts'
import type { ResolvedPool } from '../model.ts'
import { effectivePoolSettings, poolSettings } from '../pool-settings.ts'
import { cfnBoolean, cfnNumber, type Found, type Reader } from '../reader.ts'
import { clientsOf } from './clients.ts'

const Properties = poolSettings(cfnNumber, cfnBoolean).extend({
  UserPoolName: z.string(),
  Schema: z.array(schemaRow(cfnBoolean)).default([]),
  EnabledMfas: z.array(z.literal('SOFTWARE_TOKEN_MFA')).default([]),
  // People sign in by e-mail here, and by nothing else.
  UsernameAttributes: z.tuple([z.literal('email')]),
  // Documented (CFN/aws-properties-cognito-userpool-usernameconfiguration): case counts unless the pool says otherwise.
  UsernameConfiguration: z.object({ CaseSensitive: cfnBoolean.default(true) }).prefault({}),
})

const Metadata = z.object({
  'scopegate:pool': z.string(),
  'scopegate:org': z.enum(['required', 'none']),
  'scopegate:roles': z.array(z.string()),
})

const ResourceServer = z.object({
  Identifier: z.string(),
  UserPoolId: z.string(),
  Name: z.string(),
  Scopes: z
    .array(z.object({ ScopeName: z.string(), ScopeDescription: z.string() }))
    .readonly()
    .default([]),
})

export type ResourceServer = z.output<typeof ResourceServer>

const Domain = z.object({ Domain: z.string(), UserPoolId: z.string() })

/** All pools, in template order. */
export function poolsOf(reader: Reader): readonly ResolvedPool[] {
  const parts = ['UserPoolClient', 'UserPoolResourceServer', 'UserPoolDomain'].map((part) => `AWS::Cognito::${part}`)
  reader.checkOwners(parts, 'UserPoolId', 'AWS::Cognito::UserPool')
  return reader.ofType('AWS::Cognito::UserPool').map((found) => poolOf(reader, found))
}

function poolOf(reader: Reader, found: Found): ResolvedPool {
  const properties = reader.properties(found, Properties)
  const metadata = reader.metadata(found, Metadata)
  const id = reader.ref(found)
  return {
    logicalId: found.logicalId,
    name: metadata['scopegate:pool'],
    id,
    title: properties.UserPoolName,
    ...effectivePoolSettings(properties),
    secondFactors: properties.EnabledMfas,
    region: reader.ids.region,
    org: metadata['scopegate:org'],
    roles: metadata['scopegate:roles'],
    domainPrefix: domainOf(reader, found, id),
    trigger: triggerOf(reader, found),
    attributes: schemaOf(properties.Schema),
    caseSensitive: properties.UsernameConfiguration.CaseSensitive,
    resourceServers: reader
      .ofType('AWS::Cognito::UserPoolResourceServer')
      .map((server) => reader.properties(server, ResourceServer))
      .filter(({ UserPoolId }) => UserPoolId === id)
      .map(({ UserPoolId: _pool, ...server }) => server),
    clients: clientsOf(reader, id),
  }
}

function domainOf(reader: Reader, found: Found, id: string): string {
  const domain = reader
    .ofType('AWS::Cognito::UserPoolDomain')
    .map((candidate) => reader.properties(candidate, Domain))
    .find(({ UserPoolId }) => UserPoolId === id)
  if (domain === undefined) throw new TemplateError(reader.place(found, 'Domain'), 'the pool needs a `UserPoolDomain`')
  return domain.Domain
}

function triggerOf(reader: Reader, found: Found): ResolvedPool['trigger'] {
  const { LambdaConfig } = reader.properties(found, Properties)
  const config = LambdaConfig.PreTokenGenerationConfig
  const from = reader.place(found, 'Properties.LambdaConfig.PreTokenGenerationConfig')
  if (config === undefined) {
    // The old property alone is a V1_0 trigger (documented, aws-facts §B.1), which our triggers do not speak.
    if (LambdaConfig.PreTokenGeneration === undefined) return undefined
    throw new TemplateError(from, 'the local stack takes the trigger from here, not from `PreTokenGeneration`')
  }
  const { logicalId } = reader.owner('AWS::Lambda::Function', config.LambdaArn, from, 'Arn')
  return { functionLogicalId: logicalId, arn: config.LambdaArn, version: config.LambdaVersion }
}
