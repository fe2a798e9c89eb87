/** User pools with everything that hangs on them: resource servers, app clients, domain, token trigger. */
import { TemplateError } from '@scopegate/template'
import { z } from 'zod'
import type { ResolvedPool } from '../model.ts'
import { cfnBoolean, cfnNumber, type Found, type Reader } from '../reader.ts'
import { clientsOf } from './clients.ts'

/** The triggers of a pool. Others than ours do not run here, and are reported: `drift` must see them. */
export const LambdaConfig = z.looseObject({
  PreTokenGenerationConfig: z
    .object({ LambdaArn: z.string(), LambdaVersion: z.enum(['V1_0', 'V2_0', 'V3_0']) })
    .optional(),
  PreTokenGeneration: z.string().optional(),
})

const Properties = z.object({
  UserPoolName: z.string(),
  // Documented (CFN/aws-resource-cognito-userpool): the defaults of a pool that says nothing.
  UserPoolTier: z.enum(['LITE', 'ESSENTIALS', 'PLUS']).default('ESSENTIALS'),
  MfaConfiguration: z.enum(['ON', 'OPTIONAL', 'OFF']).default('OFF'),
  LambdaConfig: LambdaConfig.default({}),
  AdminCreateUserConfig: z.object({ AllowAdminCreateUserOnly: cfnBoolean.default(false) }).prefault({}),
  Schema: z.array(z.object({ Name: z.string(), Mutable: cfnBoolean.default(true) })).default([]),
  Policies: z
    .object({
      PasswordPolicy: z
        .object({
          MinimumLength: cfnNumber.default(8),
          RequireLowercase: cfnBoolean.default(false),
          RequireUppercase: cfnBoolean.default(false),
          RequireNumbers: cfnBoolean.default(false),
          RequireSymbols: cfnBoolean.default(false),
        })
        .prefault({}),
    })
    .prefault({}),
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
  const { Policies, UserPoolName, UserPoolTier, MfaConfiguration, AdminCreateUserConfig, Schema } = properties
  const { PreTokenGeneration: _, PreTokenGenerationConfig: __, ...otherTriggers } = properties.LambdaConfig
  const metadata = reader.metadata(found, Metadata)
  const id = reader.ref(found)
  const policy = Policies.PasswordPolicy
  return {
    logicalId: found.logicalId,
    name: metadata['scopegate:pool'],
    id,
    title: UserPoolName,
    plan: UserPoolTier,
    mfa: MfaConfiguration,
    region: reader.ids.region,
    org: metadata['scopegate:org'],
    roles: metadata['scopegate:roles'],
    domainPrefix: domainOf(reader, found, id),
    trigger: triggerOf(reader, found),
    otherTriggers,
    adminCreatesUsers: AdminCreateUserConfig.AllowAdminCreateUserOnly,
    customAttributes: Schema.map(({ Name, Mutable }) => ({ name: Name, mutable: Mutable })),
    resourceServers: reader
      .ofType('AWS::Cognito::UserPoolResourceServer')
      .map((server) => reader.properties(server, ResourceServer))
      .filter(({ UserPoolId }) => UserPoolId === id)
      .map(({ UserPoolId: _pool, ...server }) => server),
    clients: clientsOf(reader, id),
    passwordPolicy: {
      minimumLength: policy.MinimumLength,
      lowercase: policy.RequireLowercase,
      uppercase: policy.RequireUppercase,
      numbers: policy.RequireNumbers,
      symbols: policy.RequireSymbols,
    },
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
