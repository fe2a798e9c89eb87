/** The Cognito resources of a template, by their names in the contract. */
import { ofType, only, type Resource, referencesIn, type Template } from './template.ts'

export interface PoolProperties {
  readonly UserPoolName: string
  readonly UserPoolTier?: string
  readonly DeletionProtection?: string
  readonly LambdaConfig?: {
    readonly PreTokenGeneration?: unknown
    readonly PreTokenGenerationConfig?: { readonly LambdaArn: unknown; readonly LambdaVersion: string }
  }
  readonly Schema?: readonly { readonly Name: string; readonly Mutable: boolean; readonly AttributeDataType: string }[]
  readonly UsernameAttributes?: readonly string[]
  readonly AdminCreateUserConfig?: { readonly AllowAdminCreateUserOnly: boolean }
  readonly AccountRecoverySetting?: unknown
  readonly MfaConfiguration?: string
  readonly EnabledMfas?: readonly string[]
  readonly Policies?: { readonly PasswordPolicy: Readonly<Record<string, number | boolean>> }
  readonly IssuerConfiguration?: unknown
}

export interface ClientProperties {
  readonly ClientName: string
  readonly UserPoolId: unknown
  readonly GenerateSecret?: boolean
  readonly AllowedOAuthFlows?: readonly string[]
  readonly AllowedOAuthFlowsUserPoolClient?: boolean
  readonly AllowedOAuthScopes?: readonly unknown[]
  readonly CallbackURLs?: readonly string[]
  readonly LogoutURLs?: readonly string[]
  readonly ExplicitAuthFlows?: readonly string[]
  readonly ReadAttributes?: readonly string[]
  readonly WriteAttributes?: readonly string[]
  readonly EnableTokenRevocation?: boolean
  readonly PreventUserExistenceErrors?: string
  readonly SupportedIdentityProviders?: readonly string[]
  readonly RefreshTokenRotation?: unknown
  readonly AccessTokenValidity?: number
  readonly IdTokenValidity?: number
  readonly RefreshTokenValidity?: number
  readonly TokenValidityUnits?: Readonly<Record<string, string>>
}

export interface ResourceServerProperties {
  readonly Identifier: string
  readonly Name: string
  readonly UserPoolId: unknown
  readonly Scopes: readonly { readonly ScopeName: string; readonly ScopeDescription: string }[]
}

export const poolsIn = (template: Template) => ofType<PoolProperties>(template, 'AWS::Cognito::UserPool')

export const clientsIn = (template: Template) => ofType<ClientProperties>(template, 'AWS::Cognito::UserPoolClient')

export const resourceServersIn = (template: Template) =>
  ofType<ResourceServerProperties>(template, 'AWS::Cognito::UserPoolResourceServer')

/** The pool of that contract name. */
export const poolIn = (template: Template, pool: string): Resource<PoolProperties> =>
  only(
    poolsIn(template).filter(({ Properties }) => Properties.UserPoolName === `fleet-${pool}`),
    `pool ${pool}`,
  )

/** The client of that contract name. */
export const clientIn = (template: Template, name: string): Resource<ClientProperties> =>
  only(
    clientsIn(template).filter(({ Properties }) => Properties.ClientName === name),
    `client ${name}`,
  )

/** Whether the resource says, in its `UserPoolId`, that it belongs to the pool. */
export const belongsTo = (pool: Resource, resource: Resource<{ readonly UserPoolId: unknown }>): boolean =>
  referencesIn(resource.Properties.UserPoolId).has(pool.id)
