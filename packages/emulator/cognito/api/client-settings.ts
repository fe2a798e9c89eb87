/**
 * The settings of an app client as the JSON API takes and gives them.
 *
 * @module
 */
import { z } from 'zod'
import { AwsError } from '../../aws-json/index.ts'
import { timeUnits, tokenLifetimes } from '../../template/token-lifetimes.ts'
import type { ResolvedClient, ResolvedPool } from '../model.ts'

const Unit = z.enum(timeUnits)
const names = z.array(z.string())
const count = z.int().nonnegative()

/** What `CreateUserPoolClient` and `UpdateUserPoolClient` take, as far as anything here depends on it. */
export const ClientSettings = z.object({
  ClientName: z.string().min(1).max(128).optional(),
  AccessTokenValidity: count.optional(),
  IdTokenValidity: count.optional(),
  RefreshTokenValidity: count.optional(),
  TokenValidityUnits: z
    .object({ AccessToken: Unit.optional(), IdToken: Unit.optional(), RefreshToken: Unit.optional() })
    .default({}),
  AllowedOAuthFlowsUserPoolClient: z.boolean().default(false),
  AllowedOAuthFlows: z.array(z.enum(['code', 'implicit', 'client_credentials'])).default([]),
  AllowedOAuthScopes: names.default([]),
  CallbackURLs: names.default([]),
  LogoutURLs: names.default([]),
  // Documented (model): what a client gets that names none.
  ExplicitAuthFlows: names.default(['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']),
  EnableTokenRevocation: z.boolean().optional(),
  PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).default('LEGACY'),
  SupportedIdentityProviders: names.default([]),
  ReadAttributes: names.optional(),
  WriteAttributes: names.optional(),
})

type Settings = z.output<typeof ClientSettings>

/** Documented (aws-facts §C): scopes that are Cognito's own exist in every pool. */
const standardScopes = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin']

/**
 * The client with these settings and with no other: what is left out is Cognito's default (documented, aws-facts §I.17).
 *
 * @throws {AwsError} for settings that Cognito refuses
 */
export function withSettings(pool: ResolvedPool, client: ResolvedClient, settings: Settings): ResolvedClient {
  const { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits } = settings
  const validity = { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits }
  const oauth = settings.AllowedOAuthFlowsUserPoolClient
  const flows = oauth ? settings.AllowedOAuthFlows : []
  refuseFlows(flows, client.secret)
  refuseScopes(pool, settings.AllowedOAuthScopes)
  return {
    ...client,
    name: settings.ClientName ?? client.name,
    flows,
    scopes: oauth ? settings.AllowedOAuthScopes : [],
    redirectUris: settings.CallbackURLs,
    logoutUris: settings.LogoutURLs,
    authFlows: settings.ExplicitAuthFlows,
    ...tokenLifetimes(validity),
    validity,
    // Inferred (aws-facts §I.17): the one setting that stays as it was.
    tokenRevocation: settings.EnableTokenRevocation ?? client.tokenRevocation,
    preventUserExistenceErrors: settings.PreventUserExistenceErrors === 'ENABLED',
    identityProviders: settings.SupportedIdentityProviders,
    readAttributes: settings.ReadAttributes,
    writeAttributes: settings.WriteAttributes,
  }
}

/** Documented (aws-facts §C): the client credentials grant stands alone and needs a secret. The words are general knowledge. */
function refuseFlows(flows: readonly string[], secret: string | undefined): void {
  if (!flows.includes('client_credentials')) return
  const refused = (message: string) => new AwsError('InvalidOAuthFlowException', message)
  if (flows.length > 1) throw refused('client_credentials flow can not be selected along with other flows.')
  if (secret === undefined) throw refused('client_credentials flow can not be selected without a client secret.')
}

/** Documented (aws-facts §I): a scope must exist in the pool. */
function refuseScopes({ resourceServers }: ResolvedPool, scopes: readonly string[]): void {
  const known = new Set([
    ...standardScopes,
    ...resourceServers.flatMap(({ identifier, scopes: own }) => own.map((scope) => `${identifier}/${scope}`)),
  ])
  if (scopes.every((scope) => known.has(scope))) return
  throw new AwsError('ScopeDoesNotExistException', 'A scope that is asked for does not exist.')
}

/** The client as `DescribeUserPoolClient` gives it, its secret among the rest (documented, model). */
export const clientView = (pool: ResolvedPool, client: ResolvedClient): object => ({
  UserPoolId: pool.id,
  ClientId: client.id,
  ClientName: client.name,
  ClientSecret: client.secret,
  // Inferred: of the three lifetimes Cognito always reports this one. Those that were not stated are left out.
  RefreshTokenValidity: client.validity.RefreshTokenValidity ?? 30,
  AccessTokenValidity: client.validity.AccessTokenValidity,
  IdTokenValidity: client.validity.IdTokenValidity,
  TokenValidityUnits: client.validity.TokenValidityUnits,
  AllowedOAuthFlowsUserPoolClient: client.flows.length > 0,
  ...(client.flows.length === 0 ? {} : { AllowedOAuthFlows: client.flows, AllowedOAuthScopes: client.scopes }),
  CallbackURLs: listed(client.redirectUris),
  LogoutURLs: listed(client.logoutUris),
  ExplicitAuthFlows: client.authFlows,
  EnableTokenRevocation: client.tokenRevocation,
  PreventUserExistenceErrors: client.preventUserExistenceErrors ? 'ENABLED' : 'LEGACY',
  SupportedIdentityProviders: listed(client.identityProviders),
  // Documented (model): told only when they were stated.
  ReadAttributes: client.readAttributes,
  WriteAttributes: client.writeAttributes,
})

/** Inferred: an empty list is left out. */
const listed = (list: readonly string[]) => (list.length === 0 ? undefined : list)
