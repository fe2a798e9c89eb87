/**
 * One app client of the contract. Everything that Cognito or CDK would default is stated, because those defaults are
 * open: implicit grant, `https://example.com` as callback, SRP sign-in, every attribute writable.
 */
import {
  addressesOf,
  clientKinds,
  type IdentityScope,
  type NamedClient,
  type PoolSpec,
  refreshGraceOf,
} from '@scopegate/contract'
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
import type { System } from '../system.ts'
import { readAttributesOf, writeAttributesOf } from './attributes.ts'
import type { ResourceServers } from './resource-servers.ts'

export interface AppClientProps {
  readonly system: System
  readonly client: NamedClient
  readonly org: PoolSpec<string, string>['org']
  readonly userPool: IUserPool
  readonly resourceServers: ResourceServers
}

export class AppClient extends UserPoolClient {
  constructor(scope: Construct, id: string, { system, client, org, userPool, resourceServers }: AppClientProps) {
    const { sdkSignIn } = clientKinds[client.kind]
    const grace = refreshGraceOf(client.kind)
    const scopes = system.index.scopesOfClient(client.name).map((each) => resourceServers.scope(each))
    super(scope, id, {
      userPool,
      userPoolClientName: client.name,
      ...signIn(client, scopes),
      // Stated for every kind: a client without flows gets SRP sign-in from Cognito. Without rotation CDK adds refresh,
      // with it a client that needs no flow gets the one that leads nowhere without triggers of its own (aws-facts §F).
      authFlows: { userPassword: sdkSignIn, userSrp: sdkSignIn, custom: grace !== undefined && !sdkSignIn },
      ...(grace === undefined ? {} : { refreshTokenRotationGracePeriod: Duration.seconds(grace) }),
      ...lifetimes(client),
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      readAttributes: readAttributesOf(client, org),
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

/** How the client obtains tokens. Cognito cannot require PKCE: the client sends it. */
function signIn(client: NamedClient, scopes: readonly OAuthScope[]): UserPoolClientOptions {
  const { redirectUris, logoutUris } = addressesOf(client)
  switch (client.kind) {
    case 'browser':
    case 'native':
    case 'web':
      return {
        generateSecret: clientKinds[client.kind].secret,
        oAuth: {
          flows: { authorizationCodeGrant: true },
          scopes: [
            ...client.identityScopes.map((scope) => identityScopes[scope]),
            ...(client.selfService ? [OAuthScope.COGNITO_ADMIN] : []),
            ...scopes,
          ],
          callbackUrls: [...redirectUris],
          logoutUrls: [...logoutUris],
        },
      }
    case 'sdk':
      // Signs in through the SDK alone: it can request no scope, the trigger adds the role's.
      return { generateSecret: false, disableOAuth: true }
    case 'machine':
      return {
        generateSecret: true,
        oAuth: { flows: { clientCredentials: true }, scopes: [...scopes] },
      }
  }
}

function lifetimes(client: NamedClient): UserPoolClientOptions {
  const accessTokenValidity = Duration.minutes(client.accessTokenMinutes)
  // A machine gets neither an ID token nor a refresh token.
  if (client.kind === 'machine') return { accessTokenValidity }
  return {
    accessTokenValidity,
    idTokenValidity: accessTokenValidity,
    refreshTokenValidity: Duration.days(client.refreshTokenDays),
  }
}
