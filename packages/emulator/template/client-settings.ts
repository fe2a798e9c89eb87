/** The settings of an app client as AWS writes them, in templates and in its API alike, and what they come to. */
import { z } from 'zod'

const seconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const
type TimeUnit = keyof typeof seconds

const Unit = z.enum(['seconds', 'minutes', 'hours', 'days'])
const names = z.array(z.string())

/** The settings, with numbers and booleans as they are written there. */
export const clientSettings = (count: z.ZodType<number>, flag: z.ZodType<boolean>) =>
  z.object({
    AccessTokenValidity: count.optional(),
    IdTokenValidity: count.optional(),
    RefreshTokenValidity: count.optional(),
    TokenValidityUnits: z
      .object({ AccessToken: Unit.optional(), IdToken: Unit.optional(), RefreshToken: Unit.optional() })
      .default({}),
    AllowedOAuthFlowsUserPoolClient: flag.default(false),
    AllowedOAuthFlows: z.array(z.enum(['code', 'implicit', 'client_credentials'])).default([]),
    AllowedOAuthScopes: names.default([]),
    CallbackURLs: names.default([]),
    LogoutURLs: names.default([]),
    ExplicitAuthFlows: names.default([]),
    AuthSessionValidity: count.optional(),
    EnableTokenRevocation: flag.optional(),
    RefreshTokenRotation: z
      .object({
        Feature: z.enum(['ENABLED', 'DISABLED']),
        // Documented (model): 0 to 60. What none means is unknown; ours is none.
        RetryGracePeriodSeconds: count.default(0).refine((seconds) => seconds >= 0 && seconds <= 60),
      })
      .optional(),
    PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).default('LEGACY'),
    SupportedIdentityProviders: names.default([]),
    ReadAttributes: names.optional(),
    WriteAttributes: names.optional(),
  })

export type ClientSettings = z.output<ReturnType<typeof clientSettings>>

/** Token lifetimes as they were stated: a number in a unit, each left out where Cognito's default holds. */
type TokenValidity = Pick<
  ClientSettings,
  'AccessTokenValidity' | 'IdTokenValidity' | 'RefreshTokenValidity' | 'TokenValidityUnits'
>

/** What the settings of a client come to. */
export interface EffectiveSettings {
  readonly flows: readonly ('code' | 'implicit' | 'client_credentials')[]
  /** `AllowedOAuthScopes`, as tokens carry them. */
  readonly scopes: readonly string[]
  readonly redirectUris: readonly string[]
  readonly logoutUris: readonly string[]
  /** `ExplicitAuthFlows`, such as `ALLOW_USER_PASSWORD_AUTH`. */
  readonly authFlows: readonly string[]
  readonly accessTokenSeconds: number
  readonly idTokenSeconds: number
  readonly refreshTokenSeconds: number
  /** What the three are computed from. */
  readonly validity: TokenValidity
  /** `AuthSessionValidity`: how long a challenge waits for its answer. */
  readonly authSessionSeconds: number
  readonly tokenRevocation: boolean
  /** `undefined`: a refresh token stays as it is. */
  readonly rotation: { readonly graceSeconds: number } | undefined
  readonly preventUserExistenceErrors: boolean
  /** Whom people may sign in through: `COGNITO`. Reported only: there is no other identity provider here. */
  readonly identityProviders: readonly string[]
  /** `undefined` is Cognito's default: the standard attributes, no custom one. */
  readonly readAttributes: readonly string[] | undefined
  readonly writeAttributes: readonly string[] | undefined
}

/** Zero is no lifetime: Cognito takes its default in its place (documented for refresh tokens, inferred for the others). */
const lifetime = (value: number | undefined, unit: TimeUnit, otherwise: number) =>
  value === undefined || value === 0 ? otherwise : value * seconds[unit]

/** @param tokenRevocation where the settings do not say it */
export function effectiveSettings(settings: ClientSettings, tokenRevocation: boolean): EffectiveSettings {
  const { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits } = settings
  const { AccessToken = 'hours', IdToken = 'hours', RefreshToken = 'days' } = TokenValidityUnits
  // Documented: flows and scopes mean nothing while `AllowedOAuthFlowsUserPoolClient` is off.
  const oauth = settings.AllowedOAuthFlowsUserPoolClient
  return {
    flows: oauth ? settings.AllowedOAuthFlows : [],
    scopes: oauth ? settings.AllowedOAuthScopes : [],
    redirectUris: settings.CallbackURLs,
    logoutUris: settings.LogoutURLs,
    authFlows: settings.ExplicitAuthFlows,
    // Documented defaults (aws-facts §D.1): 60 minutes, 60 minutes, 30 days; units hours, hours, days.
    accessTokenSeconds: lifetime(AccessTokenValidity, AccessToken, 3600),
    idTokenSeconds: lifetime(IdTokenValidity, IdToken, 3600),
    refreshTokenSeconds: lifetime(RefreshTokenValidity, RefreshToken, 30 * 86_400),
    validity: { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits },
    rotation:
      settings.RefreshTokenRotation?.Feature === 'ENABLED'
        ? { graceSeconds: settings.RefreshTokenRotation.RetryGracePeriodSeconds }
        : undefined,
    // Documented (CFN/aws-resource-cognito-userpoolclient): 3 to 15 minutes, 3 where it is left out.
    authSessionSeconds: (settings.AuthSessionValidity ?? 3) * 60,
    tokenRevocation: settings.EnableTokenRevocation ?? tokenRevocation,
    preventUserExistenceErrors: settings.PreventUserExistenceErrors === 'ENABLED',
    identityProviders: settings.SupportedIdentityProviders,
    readAttributes: settings.ReadAttributes,
    writeAttributes: settings.WriteAttributes,
  }
}
