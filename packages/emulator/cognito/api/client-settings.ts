/** The settings of an app client as the JSON API takes and gives them. */
import { z } from 'zod'
import { AwsError } from '../../aws-json/index.ts'
import { clientSettings, effectiveSettings } from '../../template/client-settings.ts'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { standardScopes, wireNamesOf } from '../context.ts'
import { invalid } from '../errors.ts'

const count = z.int().nonnegative()
const ClientName = z.string().min(1).max(128)

/** What `CreateUserPoolClient` and `UpdateUserPoolClient` take, as far as anything here depends on it. */
export const ClientSettings = clientSettings(count, z.boolean()).extend({
  ClientName: ClientName.optional(),
  // Documented (model): what a client gets that names none.
  ExplicitAuthFlows: z
    .array(z.string())
    .default(['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']),
})

type Settings = z.output<typeof ClientSettings>
type Identity = Pick<
  ResolvedClient,
  'logicalId' | 'name' | 'title' | 'id' | 'secret' | 'kind' | 'org' | 'tokenRevocation'
>

/**
 * The client with these settings and with no other: what is left out is Cognito's default (documented, aws-facts §I.17).
 *
 * @throws {AwsError} for settings that Cognito refuses
 */
export function withSettings(pool: ResolvedPool, client: Identity, settings: Settings): ResolvedClient {
  // Inferred (aws-facts §I.17): revocation is the one setting that stays as it was.
  const effective = effectiveSettings(settings, client.tokenRevocation)
  refuseFlows(effective.flows, client.secret)
  // Documented (model); the exception and the words are inferred.
  if (effective.authFlows.includes('ALLOW_CLIENT_TOKEN_AUTH') && effective.authFlows.length > 1) {
    throw invalid('ALLOW_CLIENT_TOKEN_AUTH must be the only authentication flow')
  }
  // Assumed (aws-facts §F); the words are ours.
  if (effective.rotation !== undefined && effective.authFlows.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw invalid('RefreshTokenRotation excludes ALLOW_REFRESH_TOKEN_AUTH')
  }
  // Documented (aws-facts §I): a scope must exist in the pool.
  const known = new Set([...standardScopes, ...wireNamesOf(pool)])
  if (!settings.AllowedOAuthScopes.every((scope) => known.has(scope))) {
    throw new AwsError('ScopeDoesNotExistException', 'A scope that is asked for does not exist.')
  }
  return { ...client, title: settings.ClientName ?? client.title, ...effective }
}

/** Documented (aws-facts §C): the client credentials grant stands alone and needs a secret. The words are general knowledge. */
function refuseFlows(flows: readonly string[], secret: string | undefined): void {
  if (!flows.includes('client_credentials')) return
  const refused = (message: string) => new AwsError('InvalidOAuthFlowException', message)
  if (flows.length > 1) throw refused('client_credentials flow can not be selected along with other flows.')
  if (secret === undefined) throw refused('client_credentials flow can not be selected without a client secret.')
}

/** The client as `DescribeUserPoolClient` gives it, its secret among the rest (documented, model). */
export const clientView = (pool: ResolvedPool, client: ResolvedClient): object => ({
  UserPoolId: pool.id,
  ClientId: client.id,
  ClientName: client.title,
  ClientSecret: client.secret,
  ...client.validity,
  // Inferred: of the three lifetimes Cognito always reports this one. Those that were not stated are left out.
  RefreshTokenValidity: client.validity.RefreshTokenValidity ?? 30,
  AllowedOAuthFlowsUserPoolClient: client.flows.length > 0,
  ...(client.flows.length === 0 ? {} : { AllowedOAuthFlows: client.flows, AllowedOAuthScopes: client.scopes }),
  CallbackURLs: listed(client.redirectUris),
  LogoutURLs: listed(client.logoutUris),
  ExplicitAuthFlows: client.authFlows,
  AuthSessionValidity: client.authSessionSeconds / 60,
  EnableTokenRevocation: client.tokenRevocation,
  // Reported when it is off too (aws-facts §F, third parties).
  RefreshTokenRotation: {
    Feature: client.rotation === undefined ? 'DISABLED' : 'ENABLED',
    RetryGracePeriodSeconds: client.rotation?.graceSeconds ?? 0,
  },
  PreventUserExistenceErrors: client.preventUserExistenceErrors ? 'ENABLED' : 'LEGACY',
  SupportedIdentityProviders: listed(client.identityProviders),
  // Documented (model): reported only where they were stated.
  ReadAttributes: client.readAttributes,
  WriteAttributes: client.writeAttributes,
})

/** Inferred: an empty list is left out. */
const listed = (list: readonly string[]) => (list.length === 0 ? undefined : list)
