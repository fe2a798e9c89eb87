/** The settings of an app client as AWS writes them, in templates and in its API alike, and what they come to. */
import { z } from 'zod'
import type { Fixed } from './model.ts'

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

type ClientSettings = z.output<ReturnType<typeof clientSettings>>

/** What the settings of a client come to. */
export type EffectiveSettings = Fixed<ReturnType<typeof effectiveSettings>>

/** Zero is no lifetime: Cognito takes its default in its place (documented for refresh tokens, inferred for the others). */
const lifetime = (value: number | undefined, unit: TimeUnit, otherwise: number) =>
  value === undefined || value === 0 ? otherwise : value * seconds[unit]

/** @param tokenRevocation where the settings do not say it */
export function effectiveSettings(settings: ClientSettings, tokenRevocation: boolean) {
  const { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits } = settings
  const { AccessToken = 'hours', IdToken = 'hours', RefreshToken = 'days' } = TokenValidityUnits
  // Documented: flows and scopes mean nothing while `AllowedOAuthFlowsUserPoolClient` is off.
  const oauth = settings.AllowedOAuthFlowsUserPoolClient
  return {
    flows: oauth ? settings.AllowedOAuthFlows : [],
    /** As tokens carry them. */
    scopes: oauth ? settings.AllowedOAuthScopes : [],
    redirectUris: settings.CallbackURLs,
    logoutUris: settings.LogoutURLs,
    authFlows: settings.ExplicitAuthFlows,
    // Documented defaults (aws-facts §D.1): 60 minutes, 60 minutes, 30 days; units hours, hours, days.
    accessTokenSeconds: lifetime(AccessTokenValidity, AccessToken, 3600),
    idTokenSeconds: lifetime(IdTokenValidity, IdToken, 3600),
    refreshTokenSeconds: lifetime(RefreshTokenValidity, RefreshToken, 30 * 86_400),
    /** Token lifetimes as they were stated: a number in a unit, each left out where Cognito's default holds. */
    validity: { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits },
    /** `undefined`: a refresh token stays as it is. */
    rotation:
      settings.RefreshTokenRotation?.Feature === 'ENABLED'
        ? { graceSeconds: settings.RefreshTokenRotation.RetryGracePeriodSeconds }
        : undefined,
    /** How long a challenge waits for its answer. Documented (CFN/aws-resource-cognito-userpoolclient): 3 to 15 minutes, 3 where it is left out. */
    authSessionSeconds: (settings.AuthSessionValidity ?? 3) * 60,
    tokenRevocation: settings.EnableTokenRevocation ?? tokenRevocation,
    preventUserExistenceErrors: settings.PreventUserExistenceErrors === 'ENABLED',
    /** Reported only: there is no other identity provider here. */
    identityProviders: settings.SupportedIdentityProviders,
    /** `undefined` is Cognito's default: the standard attributes, no custom one. */
    readAttributes: settings.ReadAttributes,
    writeAttributes: settings.WriteAttributes,
  }
}
