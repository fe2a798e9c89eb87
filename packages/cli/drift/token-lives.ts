/**
 * How long tokens live, in seconds, from what Cognito tells of an app client.
 *
 * @module
 */
import type { TimeUnitsType, UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider'
import type { DeployedClient } from '@scopegate/analysis/deployed/shape'

const unitSeconds: Readonly<Record<TimeUnitsType, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }

const life = (value: number | undefined, unit: TimeUnitsType, otherwise: number): number =>
  value === undefined || value === 0 ? otherwise : value * unitSeconds[unit]

/** Where it tells none: 60 minutes, 60 minutes, 30 days; the units are hours, hours, days (documented, aws-facts §D.1). */
export function secondsOf(
  client: UserPoolClientType,
): Pick<DeployedClient, 'accessTokenSeconds' | 'idTokenSeconds' | 'refreshTokenSeconds'> {
  const { AccessToken = 'hours', IdToken = 'hours', RefreshToken = 'days' } = client.TokenValidityUnits ?? {}
  return {
    accessTokenSeconds: life(client.AccessTokenValidity, AccessToken, 3600),
    idTokenSeconds: life(client.IdTokenValidity, IdToken, 3600),
    refreshTokenSeconds: life(client.RefreshTokenValidity, RefreshToken, 30 * 86_400),
  }
}
