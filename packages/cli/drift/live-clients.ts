/** The app clients of a user pool as they are now. */
import {
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  type TimeUnitsType,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider'
import type { DeployedClient } from '@scopegate/analysis/deployed/shape'
import { askAbout } from '../aws/ask.ts'
import { allPages, eachOf } from '../aws/pages.ts'
import type { Session } from '../aws/session.ts'

export async function clientsOf(session: Session, UserPoolId: string): Promise<readonly ReadClient[]> {
  const listed = await allPages(async (NextToken) => {
    const call = new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60, NextToken })
    const page = await askAbout(session, 'cognito-idp:ListUserPoolClients', () => session.cognito.send(call))
    return page && { items: page.UserPoolClients, next: page.NextToken }
  })
  const clients = await eachOf(listed ?? [], async ({ ClientId = '' }) => {
    const call = new DescribeUserPoolClientCommand({ UserPoolId, ClientId })
    const answer = await askAbout(session, 'cognito-idp:DescribeUserPoolClient', () => session.cognito.send(call))
    const client = answer?.UserPoolClient
    return client === undefined ? undefined : readClient(ClientId, client)
  })
  return clients.filter((client) => client !== undefined)
}

interface ReadClient {
  readonly id: string
  readonly client: DeployedClient
  readonly identityProviders: readonly string[]
  readonly said: UserPoolClientType
}

const readClient = (id: string, client: UserPoolClientType): ReadClient => ({
  id,
  client: clientOf(client),
  identityProviders: client.SupportedIdentityProviders ?? [],
  said: { ...client, ClientSecret: undefined },
})

/** The secret ends here: that there is one is all that is kept. */
function clientOf(client: UserPoolClientType): DeployedClient {
  // Documented (model): flows and scopes mean nothing while OAuth is off.
  const oauth = client.AllowedOAuthFlowsUserPoolClient === true
  return {
    hasSecret: client.ClientSecret !== undefined && client.ClientSecret !== '',
    flows: oauth ? (client.AllowedOAuthFlows ?? []) : [],
    scopes: oauth ? (client.AllowedOAuthScopes ?? []) : [],
    authFlows: client.ExplicitAuthFlows ?? [],
    callbackUrls: client.CallbackURLs ?? [],
    logoutUrls: client.LogoutURLs ?? [],
    ...secondsOf(client),
    // Documented (model): on for a client that says nothing.
    tokenRevocation: client.EnableTokenRevocation ?? true,
    refreshGraceSeconds:
      client.RefreshTokenRotation?.Feature === 'ENABLED'
        ? (client.RefreshTokenRotation.RetryGracePeriodSeconds ?? 0)
        : undefined,
    writeAttributes: client.WriteAttributes,
  }
}

const unitSeconds: Readonly<Record<TimeUnitsType, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }

const life = (value: number | undefined, unit: TimeUnitsType, otherwise: number): number =>
  value === undefined || value === 0 ? otherwise : value * unitSeconds[unit]

/** Where it tells none: 60 minutes, 60 minutes, 30 days; the units are hours, hours, days (documented, aws-facts §D.1). */
function secondsOf(
  client: UserPoolClientType,
): Pick<DeployedClient, 'accessTokenSeconds' | 'idTokenSeconds' | 'refreshTokenSeconds'> {
  const { AccessToken = 'hours', IdToken = 'hours', RefreshToken = 'days' } = client.TokenValidityUnits ?? {}
  return {
    accessTokenSeconds: life(client.AccessTokenValidity, AccessToken, 3600),
    idTokenSeconds: life(client.IdTokenValidity, IdToken, 3600),
    refreshTokenSeconds: life(client.RefreshTokenValidity, RefreshToken, 30 * 86_400),
  }
}
