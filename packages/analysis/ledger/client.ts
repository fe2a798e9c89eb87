/** What the members of an app client are to Scopegate, and of what hangs on it. */
import { door, type Thing } from './row.ts'

const type = 'AWS::Cognito::UserPoolClient'
const evil = ['http://evil.example/']
const longToken = 'A stolen token lives long'

const flows = [
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_CLIENT_TOKEN_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
]

export const clientThings = {
  client: {
    type,
    shapes: 'CreateUserPoolClientRequest UpdateUserPoolClientRequest UserPoolClientType',
    compared: 'ReadAttributes',
    own: 'RefreshTokenRotation.{Feature RetryGracePeriodSeconds} UserPoolId ClientName GenerateSecret TokenValidityUnits.{AccessToken IdToken RefreshToken} DefaultRedirectURI AllowedOAuthFlowsUserPoolClient',
    harmless: {
      'how long somebody may take to sign in, at most 15 minutes': 'AuthSessionValidity',
      'an address for the judgement of risk, and that is a door': 'EnablePropagateAdditionalUserContextData',
      'counts sign-ins elsewhere, without saying whose':
        'AnalyticsConfiguration.{ApplicationId ApplicationArn RoleArn ExternalId}',
    },
    // A secret that a template states is known to all who read it: there it is unknown, and reported.
    reported: 'ClientId ClientSecret LastModifiedDate CreationDate',
    doors: [
      door('ExplicitAuthFlows', 'People or machines sign in another way', flows, 'RS051 client_sign_in_extra'),
      door('AllowedOAuthFlows', 'Tokens stand in addresses', ['implicit'], 'RS052 client_flow_extra'),
      door('AllowedOAuthScopes', 'Tokens open more', ['aws.cognito.signin.user.admin'], 'RS051 client_scope_extra'),
      door('CallbackURLs', 'Codes go elsewhere', evil, 'RS053 client_callback_extra'),
      door('LogoutURLs', 'People are sent elsewhere', evil, 'RS053 client_logout_extra'),
      door(
        'WriteAttributes',
        'People choose their own organization or role',
        ['custom:org_id', 'custom:role'],
        'RS045 client_writable_extra',
      ),
      door('SupportedIdentityProviders', 'Somebody else says who people are', ['Theirs'], 'RS070 client_provider'),
      door('EnableTokenRevocation', 'A stolen sign-in cannot be ended', false, 'RS055 client_revocation'),
      door('AccessTokenValidity', longToken, 1000, 'RS056 client_access_token_life'),
      door('IdTokenValidity', longToken, 1000, 'RS051 client_id_token_life'),
      door('RefreshTokenValidity', 'A stolen sign-in lives long', 500_000, 'RS051 client_refresh_token_life'),
      door('PreventUserExistenceErrors', 'Answers say who exists', 'LEGACY', 'RS074', { closed: ['ENABLED'] }),
      door('AnalyticsConfiguration.UserDataShared', 'Attributes leave the pool', true, '', { closed: [false] }),
      door('ClientType', 'An application registered itself', 'DCR', 'RS091', { closed: ['REGULAR'] }),
    ],
  },
  'sessions of a client': {
    type,
    shapes: 'SetUserPoolClientSessionConfigurationRequest GetUserPoolClientSessionConfigurationResponse',
    reported: 'UserPoolId ClientId',
    doors: [
      door('SSOSession.MaxValidityMinutes', 'Who has the browser stays signed in', 129_600, 'RS091', { most: 60 }),
    ],
  },
  'second secret': {
    type,
    shapes: 'AddUserPoolClientSecretRequest ClientSecretDescriptorType',
    reported: 'UserPoolId ClientId ClientSecret ClientSecretValue ClientSecretCreateDate',
    doors: [door('ClientSecretId', 'Two know a secret of the client', 'theirs', 'RS091')],
  },
} as const satisfies Readonly<Record<string, Thing>>
