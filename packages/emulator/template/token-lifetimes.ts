/**
 * How long tokens live, from what an app client states.
 *
 * @module
 */
import type { ResolvedClient, TimeUnit, TokenValidity } from './model.ts'

export const timeUnits = ['seconds', 'minutes', 'hours', 'days'] as const satisfies readonly TimeUnit[]

const seconds: Readonly<Record<TimeUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }

/** Zero is no lifetime: Cognito takes its default in its place (documented for refresh tokens, inferred for the others). */
const lifetime = (value: number | undefined, unit: TimeUnit, otherwise: number) =>
  value === undefined || value === 0 ? otherwise : value * seconds[unit]

/** Documented defaults (aws-facts §D.1): 60 minutes, 60 minutes, 30 days; units hours, hours, days. */
export const tokenLifetimes = ({
  AccessTokenValidity,
  IdTokenValidity,
  RefreshTokenValidity,
  TokenValidityUnits: { AccessToken = 'hours', IdToken = 'hours', RefreshToken = 'days' },
}: TokenValidity): Pick<ResolvedClient, 'accessTokenSeconds' | 'idTokenSeconds' | 'refreshTokenSeconds'> => ({
  accessTokenSeconds: lifetime(AccessTokenValidity, AccessToken, 3600),
  idTokenSeconds: lifetime(IdTokenValidity, IdToken, 3600),
  refreshTokenSeconds: lifetime(RefreshTokenValidity, RefreshToken, 30 * 86_400),
})
