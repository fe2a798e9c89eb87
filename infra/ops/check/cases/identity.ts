/**
 * Cases of the rules over pools, resource servers and app clients.
 *
 * @module
 */
import { add, idOf, resourceAt, set, type TemplateCase } from './template-case.ts'

const pool = 'merchant/Pool'
const web = 'merchant/merchant-web'
const app = 'merchant/merchant-app'
const kiosk = 'partner/globex-kiosk'
const trigger = 'LambdaConfig.PreTokenGenerationConfig'

const attributes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ AttributeDataType: 'String', Mutable: false, Name: `note${index}` }))

/** A client of people that nobody marked, which the rules over clients must not pass over. */
const unmarked = (properties: Readonly<Record<string, unknown>>) => add(web, { ClientName: 'forgotten', ...properties })

export const identityCases: readonly TemplateCase[] = [
  {
    rule: 'RS042',
    breaks: {
      'an older version': set(pool, `${trigger}.LambdaVersion`, 'V2_0'),
      'a trigger of the old kind': set(pool, 'LambdaConfig', { PreTokenGeneration: 'arn' }),
      'no trigger': set(pool, 'LambdaConfig', undefined),
    },
    keeps: { 'another plan that has the trigger': set(pool, 'UserPoolTier', 'PLUS') },
  },
  {
    rule: 'RS043',
    breaks: { 'the plan Lite': set(pool, 'UserPoolTier', 'LITE'), 'no plan': set(pool, 'UserPoolTier', undefined) },
    keeps: { 'the plan Plus': set(pool, 'UserPoolTier', 'PLUS') },
  },
  {
    rule: 'RS044',
    breaks: {
      'operators without a second factor': set('admin/Pool', 'MfaConfiguration', 'OPTIONAL'),
      'nothing said': set('admin/Pool', 'MfaConfiguration', undefined),
    },
    keeps: { 'another second factor': set('admin/Pool', 'EnabledMfas', ['SOFTWARE_TOKEN_MFA', 'SMS_MFA']) },
  },
  {
    rule: 'RS045',
    breaks: {
      'the organization writable': set(web, 'WriteAttributes', ['name', 'custom:org_id']),
      'the role writable': set(app, 'WriteAttributes', ['custom:role']),
      'nothing said': set(kiosk, 'WriteAttributes', undefined),
      'an empty list': set(kiosk, 'WriteAttributes', []),
      'one by a condition': set(web, 'WriteAttributes', ['name', { 'Fn::If': ['IsProd', 'name', 'custom:role'] }]),
      'all by a condition': set(web, 'WriteAttributes', { 'Fn::If': ['IsProd', ['name'], ['custom:role']] }),
      'nothing by a reference to nothing': set(kiosk, 'WriteAttributes', { Ref: 'AWS::NoValue' }),
    },
    also: ['RS065'],
    keeps: { 'other attributes': set(web, 'WriteAttributes', ['name', 'custom:color']) },
  },
  {
    rule: 'RS046',
    breaks: {
      'an organization that changes': set(pool, 'Schema.0.Mutable', true),
      'nothing said': set(pool, 'Schema.0.Mutable', undefined),
    },
    keeps: { 'a role that does not': set(pool, 'Schema.1.Mutable', false) },
  },
  {
    rule: 'RS047',
    breaks: { 'user names of people’s choice': set(pool, 'UsernameAttributes', undefined) },
    keeps: { 'sign-in by phone, too': set(pool, 'UsernameAttributes', ['email', 'phone_number']) },
  },
  {
    rule: 'RS048',
    breaks: {
      '51 custom attributes': set(pool, 'Schema', attributes(51)),
      'a long name of an attribute': set(pool, 'Schema.1.Name', 'x'.repeat(21)),
      'a long access log': set('merchant-api/Stage', 'AccessLogSettings.Format', 'x'.repeat(3001)),
      '11 authorizers': (template) => {
        for (let index = 0; index < 10; index++) {
          add('merchant-api/Api/merchant-tokens', {})(template)
          const { Added } = template.Resources
          if (Added !== undefined) template.Resources[`Authorizer${index}`] = Added
        }
        delete template.Resources['Added']
      },
    },
    also: ['RS040'],
    keeps: {
      '39 custom attributes': set(pool, 'Schema', attributes(39)),
      'an attribute’s name of 20 characters': set(pool, 'Schema.1.Name', 'x'.repeat(20)),
    },
  },
  {
    rule: 'RS049',
    breaks: {
      '40 custom attributes': set(pool, 'Schema', attributes(40)),
      '50 custom attributes': set(pool, 'Schema', attributes(50)),
    },
    keeps: {
      'many attributes of OpenID Connect': set(
        pool,
        'Schema',
        Array.from({ length: 45 }, () => ({ Name: 'email' })),
      ),
    },
  },
  {
    rule: 'RS050',
    breaks: {
      'a scope more': (template) => {
        const { Properties } = resourceAt(template, 'merchant/ResourceServers/wallet')
        Properties['Scopes'] = [
          { ScopeName: 'read:wallet', ScopeDescription: 'See the wallet’s balance' },
          { ScopeName: 'write:wallet', ScopeDescription: 'Credit' },
        ]
      },
      'a scope less': set('admin/ResourceServers/account', 'Scopes', [
        { ScopeName: 'read:access', ScopeDescription: 'See what the token itself may do' },
      ]),
      'another description': set('merchant/ResourceServers/wallet', 'Scopes.0.ScopeDescription', 'Everything'),
      'another description of one scope': set('merchant/ResourceServers/inventory', 'Scopes.1.ScopeDescription', 'All'),
      'another name': set('merchant/ResourceServers/wallet', 'Name', 'Purse'),
      'a resource server more': add('merchant/ResourceServers/wallet', { Identifier: 'purse' }),
    },
    keeps: {
      'scopes in another order': (template) => {
        const { Properties } = resourceAt(template, 'merchant/ResourceServers/account')
        const scopes: unknown = Properties['Scopes']
        if (Array.isArray(scopes)) scopes.reverse()
      },
    },
  },
  {
    rule: 'RS051',
    breaks: {
      'a scope more': set(kiosk, 'AllowedOAuthScopes', ['recharge/read:recharge', 'inventory/read:inventory']),
      'the self-service scope': set(web, 'AllowedOAuthScopes.3', 'aws.cognito.signin.user.admin'),
      'passwords in a browser': set(web, 'ExplicitAuthFlows', ['ALLOW_USER_PASSWORD_AUTH']),
      'a foreign callback address': set(web, 'CallbackURLs', ['https://evil.example/callback']),
      'a secret in a browser': set(web, 'GenerateSecret', true),
      'a longer refresh token': set(web, 'RefreshTokenValidity', 43_201),
      'the shortest life': set(web, 'AccessTokenValidity', 5),
      'another unit': set(web, 'TokenValidityUnits.RefreshToken', 'hours'),
      'OAuth for the SDK': (template) => {
        set(app, 'AllowedOAuthFlowsUserPoolClient', true)(template)
        set(app, 'AllowedOAuthFlows', ['code'])(template)
      },
    },
    also: ['RS057'],
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
      'an address in the clear': set(web, 'CallbackURLs', ['http://merchant.scopegate.example/callback']),
      'a wildcard': set(web, 'CallbackURLs', ['https://*.scopegate.example/callback']),
      'a scheme of its own': set(web, 'LogoutURLs', ['merchant:out']),
      'a name before the host': set(web, 'CallbackURLs', ['https://merchant.scopegate.example@evil.example/']),
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
        'recharge/read:recharge',
        'recharge/write:recharge',
        'wallet/read:wallet',
        'account/read:access',
      ]),
    },
    keeps: {
      'scopes as plain text, and a stated dependency': (template) => {
        const client = resourceAt(template, kiosk)
        client.Properties['AllowedOAuthScopes'] = [
          'recharge/read:recharge',
          'recharge/write:recharge',
          'wallet/read:wallet',
          'account/read:access',
        ]
        client.DependsOn = ['recharge', 'wallet', 'account'].map((name) =>
          idOf(template, `partner/ResourceServers/${name}`),
        )
      },
    },
  },
]
