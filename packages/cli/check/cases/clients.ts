/** Cases of the rules that compare app clients with the contract. */
import { add, idOf, resourceAt, set, type TemplateCase } from './template-case.ts'

const web = 'garage/garage-web'
const app = 'garage/garage-app'
const kiosk = 'partner/south-kiosk'

/** A client of people that nobody marked, which the rules over clients must not pass over. */
const unmarked = (properties: Readonly<Record<string, unknown>>) => add(web, { ClientName: 'forgotten', ...properties })

export const clientCases: readonly TemplateCase[] = [
  {
    rule: 'RS051',
    breaks: {
      'a scope more': set(kiosk, 'AllowedOAuthScopes', ['rental/read:rental', 'fleet/read:fleet']),
      'the self-service scope': set(web, 'AllowedOAuthScopes.3', 'aws.cognito.signin.user.admin'),
      'passwords in a browser': set(web, 'ExplicitAuthFlows', ['ALLOW_USER_PASSWORD_AUTH']),
      'an attribute more': set(web, 'WriteAttributes', ['name', 'email']),
      'an attribute less': set(app, 'WriteAttributes', ['name']),
      'a foreign callback address': set(web, 'CallbackURLs', ['https://evil.example/callback']),
      'a secret in a browser': set(web, 'GenerateSecret', true),
      'a longer refresh token': set(web, 'RefreshTokenValidity', 43_201),
      'the shortest life': set(web, 'AccessTokenValidity', 5),
      'no rotation': set(web, 'RefreshTokenRotation', undefined),
      'rotation with another grace': set(web, 'RefreshTokenRotation.RetryGracePeriodSeconds', 0),
      'rotation that only a deployment knows': set(web, 'RefreshTokenRotation.Feature', { Ref: 'Rotation' }),
      'another unit': set(web, 'TokenValidityUnits.RefreshToken', 'hours'),
      'OAuth for the SDK': (template) => {
        set(app, 'AllowedOAuthFlowsUserPoolClient', true)(template)
        set(app, 'AllowedOAuthFlows', ['code'])(template)
      },
    },
    also: ['RS057', 'RS065'],
    keeps: {
      'the same life in seconds': (template) => {
        set(web, 'AccessTokenValidity', '900')(template)
        set(web, 'TokenValidityUnits.AccessToken', 'seconds')(template)
      },
      'the same refresh in hours': (template) => {
        set(web, 'RefreshTokenValidity', 720)(template)
        set(web, 'TokenValidityUnits.RefreshToken', 'hours')(template)
      },
      'the same refresh in days, which need not be said': (template) => {
        set(web, 'RefreshTokenValidity', 30)(template)
        set(web, 'TokenValidityUnits.RefreshToken', undefined)(template)
      },
      'scopes of OAuth where it is off': set(app, 'AllowedOAuthScopes', ['openid']),
    },
  },
  {
    rule: 'RS052',
    breaks: {
      'the implicit flow': set(web, 'AllowedOAuthFlows', ['implicit']),
      'the implicit flow, too': set(web, 'AllowedOAuthFlows', ['code', 'implicit']),
      'that of an unmarked client': unmarked({ AllowedOAuthFlows: ['implicit'] }),
    },
    also: ['RS034'],
    keeps: { 'the implicit flow where OAuth is off': set(app, 'AllowedOAuthFlows', ['implicit']) },
  },
  {
    rule: 'RS053',
    breaks: {
      'an address in the clear': set(web, 'CallbackURLs', ['http://garage.fleet.example/callback']),
      'a wildcard': set(web, 'CallbackURLs', ['https://*.fleet.example/callback']),
      'a scheme of its own': set(web, 'LogoutURLs', ['garage:out']),
      'a name before the host': set(web, 'CallbackURLs', ['https://garage.fleet.example@evil.example/']),
      'a default that is none of them': set(web, 'DefaultRedirectURI', 'https://evil.example/callback'),
      'that of an unmarked client': unmarked({ CallbackURLs: ['http://evil.example'] }),
    },
    also: ['RS034'],
    keeps: {
      'the addresses in another order': (template) => {
        const urls: unknown = resourceAt(template, web).Properties['CallbackURLs']
        if (Array.isArray(urls)) urls.reverse()
      },
    },
  },
  {
    rule: 'RS054',
    breaks: {
      'people and machines in one client': set(kiosk, 'AllowedOAuthFlows', ['client_credentials', 'code']),
      'no secret': set(kiosk, 'GenerateSecret', false),
    },
    keeps: { 'no refresh, which a machine does not do': set(kiosk, 'PreventUserExistenceErrors', 'LEGACY') },
  },
  {
    rule: 'RS055',
    breaks: {
      'revocation off': set(web, 'EnableTokenRevocation', false),
      'revocation by a condition': set(web, 'EnableTokenRevocation', { 'Fn::If': ['IsProd', true, false] }),
      'that of an unmarked client': unmarked({ EnableTokenRevocation: false }),
    },
    also: ['RS034', 'RS065'],
    keeps: { 'nothing said, which is on': set(web, 'EnableTokenRevocation', undefined) },
  },
  {
    rule: 'RS095',
    breaks: {
      'refresh by the flow that rotation excludes': set(app, 'ExplicitAuthFlows', [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ]),
      'no flow stated, which means that one': set(web, 'ExplicitAuthFlows', undefined),
      'an empty list of flows': set(web, 'ExplicitAuthFlows', []),
    },
    also: ['RS051'],
    keeps: { 'a grace as text': set(web, 'RefreshTokenRotation.RetryGracePeriodSeconds', '60') },
  },
  {
    rule: 'RS056',
    breaks: {
      '16 minutes for people': set(web, 'AccessTokenValidity', 16),
      '61 minutes for a machine': set(kiosk, 'AccessTokenValidity', 61),
      'less than Cognito takes': set(web, 'AccessTokenValidity', 4),
      'hours for minutes': set(web, 'TokenValidityUnits.AccessToken', undefined),
      'nothing said, which is an hour': set(app, 'AccessTokenValidity', undefined),
      'a life that only a deployment knows': set(web, 'AccessTokenValidity', { Ref: 'Life' }),
      'that of an unmarked client': unmarked({ AccessTokenValidity: 60 }),
    },
    also: ['RS034', 'RS065'],
    keeps: { 'the same life as text': set(app, 'AccessTokenValidity', '15') },
  },
  {
    rule: 'RS057',
    breaks: {
      'scopes as plain text': set(kiosk, 'AllowedOAuthScopes', [
        'rental/read:rental',
        'rental/write:rental',
        'deposit/read:deposit',
        'account/read:access',
      ]),
    },
    keeps: {
      'scopes as plain text, and a stated dependency': (template) => {
        const client = resourceAt(template, kiosk)
        client.Properties['AllowedOAuthScopes'] = [
          'rental/read:rental',
          'rental/write:rental',
          'deposit/read:deposit',
          'account/read:access',
        ]
        client.DependsOn = ['rental', 'deposit', 'account'].map((name) =>
          idOf(template, `partner/ResourceServers/${name}`),
        )
      },
    },
  },
]
