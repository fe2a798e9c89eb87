/**
 * One app client of the catalog. Everything that Cognito or CDK would default is stated, because those defaults are
 * open: implicit grant, `https://example.com` as callback, SRP sign-in, every attribute writable.
 *
 * @module
 */

import type { IdentityScope } from '@scopegate/contract/shape'
import { type CatalogClient, poolNamed, scopesOfClient } from '@scopegate/scopes/lookup'
import { Duration } from 'aws-cdk-lib'
import {
  CfnUserPoolClient,
  type IUserPool,
  OAuthScope,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolClientOptions,
} from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import { describe } from '../describe.ts'
import { readAttributesOf, writeAttributesOf } from './attributes.ts'
import type { ResourceServers } from './resource-servers.ts'

export interface AppClientProps {
  readonly client: CatalogClient
  readonly userPool: IUserPool
  readonly resourceServers: ResourceServers
}

export class AppClient extends UserPoolClient {
  constructor(scope: Construct, id: string, { client, userPool, resourceServers }: AppClientProps) {
    super(scope, id, {
      userPool,
      userPoolClientName: client.name,
      ...signIn(client, resourceServers),
      // Stated for every kind: a client without flows gets SRP sign-in from Cognito. Refresh comes with any of them.
      authFlows: { userPassword: client.kind === 'sdk', userSrp: client.kind === 'sdk' },
      ...lifetimes(client),
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      readAttributes: readAttributesOf(client, poolNamed(client.pool).org),
      writeAttributes: writeAttributesOf(client),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    })
    describe(this, CfnUserPoolClient, {
      'scopegate:client': client.name,
      'scopegate:kind': client.kind,
      ...(client.kind === 'machine' ? { 'scopegate:org': client.org } : {}),
    })
  }
}

const identityScopes: Readonly<Record<IdentityScope, OAuthScope>> = {
  openid: OAuthScope.OPENID,
  email: OAuthScope.EMAIL,
  profile: OAuthScope.PROFILE,
}

/** How a token is had: PKCE is the browser's to send, Cognito has no setting that demands it. */
function signIn(client: CatalogClient, servers: ResourceServers): UserPoolClientOptions {
  switch (client.kind) {
    case 'browser':
      return {
        generateSecret: false,
        oAuth: {
          flows: { authorizationCodeGrant: true },
          scopes: [
            ...client.identityScopes.map((scope) => identityScopes[scope]),
            ...(client.selfService ? [OAuthScope.COGNITO_ADMIN] : []),
            ...scopesOf(client, servers),
          ],
          callbackUrls: [...client.redirectUris],
          logoutUrls: [...client.logoutUris],
        },
      }
    case 'sdk':
      // Signs in through the SDK alone: it can request no scope, the trigger adds the role's.
      return { generateSecret: false, disableOAuth: true }
    case 'machine':
      return {
        generateSecret: true,
        oAuth: { flows: { clientCredentials: true }, scopes: [...scopesOf(client, servers)] },
      }
  }
}

const scopesOf = (client: CatalogClient, servers: ResourceServers) =>
  scopesOfClient(client).map((scope) => servers.scope(scope))

function lifetimes(client: CatalogClient): UserPoolClientOptions {
  const accessTokenValidity = Duration.minutes(client.accessTokenMinutes)
  switch (client.kind) {
    case 'browser':
    case 'sdk':
      return {
        accessTokenValidity,
        idTokenValidity: accessTokenValidity,
        refreshTokenValidity: Duration.days(client.refreshTokenDays),
      }
    case 'machine':
      // A machine gets neither an ID token nor a refresh token.
      return { accessTokenValidity }
  }
}
