/**
 * App clients (`AWS::Cognito::UserPoolClient`).
 *
 * @module
 */
import { z } from 'zod'
import type { ResolvedClient } from '../model.ts'
import { cfnBoolean, cfnNumber, type Found, type Reader } from '../reader.ts'
import { clientSecretOf } from '../references.ts'
import { timeUnits, tokenLifetimes } from '../token-lifetimes.ts'

const Unit = z.enum(timeUnits)
const names = z.array(z.string())

const Properties = z.object({
  ClientName: z.string(),
  UserPoolId: z.string(),
  GenerateSecret: cfnBoolean.default(false),
  AllowedOAuthFlows: z.array(z.enum(['code', 'implicit', 'client_credentials'])).default([]),
  AllowedOAuthFlowsUserPoolClient: cfnBoolean.default(false),
  AllowedOAuthScopes: names.default([]),
  CallbackURLs: names.default([]),
  LogoutURLs: names.default([]),
  ExplicitAuthFlows: names.default([]),
  AccessTokenValidity: cfnNumber.optional(),
  IdTokenValidity: cfnNumber.optional(),
  RefreshTokenValidity: cfnNumber.optional(),
  TokenValidityUnits: z
    .object({ AccessToken: Unit.optional(), IdToken: Unit.optional(), RefreshToken: Unit.optional() })
    .default({}),
  // Documented: on for clients that say nothing.
  EnableTokenRevocation: cfnBoolean.default(true),
  SupportedIdentityProviders: names.default([]),
  PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).default('LEGACY'),
  ReadAttributes: names.optional(),
  WriteAttributes: names.optional(),
})

const Metadata = z.object({
  'scopegate:client': z.string(),
  'scopegate:kind': z.enum(['browser', 'sdk', 'machine']),
  'scopegate:org': z.string().optional(),
})

/** The clients of the pool with that id, in template order. */
export function clientsOf(reader: Reader, poolId: string): readonly ResolvedClient[] {
  return reader
    .ofType('AWS::Cognito::UserPoolClient')
    .map((found) => ({ found, properties: reader.properties(found, Properties) }))
    .filter(({ properties }) => properties.UserPoolId === poolId)
    .map(({ found, properties }) => clientOf(reader, found, properties))
}

function clientOf(reader: Reader, found: Found, properties: z.output<typeof Properties>): ResolvedClient {
  const metadata = reader.metadata(found, Metadata)
  const { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits } = properties
  const validity = { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits }
  const context = reader.evaluator.context(
    found.stack,
    found.logicalId,
    reader.place(found, 'Properties.GenerateSecret'),
  )
  // Documented: flows, scopes and addresses mean nothing while `AllowedOAuthFlowsUserPoolClient` is off.
  const oauth = properties.AllowedOAuthFlowsUserPoolClient
  return {
    logicalId: found.logicalId,
    name: metadata['scopegate:client'],
    id: reader.ref(found),
    secret: properties.GenerateSecret ? clientSecretOf(context) : undefined,
    kind: metadata['scopegate:kind'],
    org: metadata['scopegate:org'],
    flows: oauth ? properties.AllowedOAuthFlows : [],
    scopes: oauth ? properties.AllowedOAuthScopes : [],
    redirectUris: properties.CallbackURLs,
    logoutUris: properties.LogoutURLs,
    authFlows: properties.ExplicitAuthFlows,
    ...tokenLifetimes(validity),
    validity,
    tokenRevocation: properties.EnableTokenRevocation,
    preventUserExistenceErrors: properties.PreventUserExistenceErrors === 'ENABLED',
    identityProviders: properties.SupportedIdentityProviders,
    readAttributes: properties.ReadAttributes,
    writeAttributes: properties.WriteAttributes,
  }
}
