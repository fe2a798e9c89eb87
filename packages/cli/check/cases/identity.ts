/** Cases of the rules over pools and resource servers, and over what an app client may write. */
import { add, resourceAt, set, type TemplateCase } from './template-case.ts'

const pool = 'garage/Pool'
const web = 'garage/garage-web'
const app = 'garage/garage-app'
const kiosk = 'partner/south-kiosk'
const trigger = 'LambdaConfig.PreTokenGenerationConfig'

const attributes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ AttributeDataType: 'String', Mutable: false, Name: `note${index}` }))

export const identityCases: readonly TemplateCase[] = [
  {
    rule: 'RS042',
    breaks: {
      'an older version': set(pool, `${trigger}.LambdaVersion`, 'V2_0'),
      'a trigger of the old kind': set(pool, 'LambdaConfig', { PreTokenGeneration: 'arn' }),
      'no trigger': set(pool, 'LambdaConfig', undefined),
    },
    // What is no trigger may read no directory.
    also: ['RS069'],
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
    also: ['RS051', 'RS065'],
    keeps: { 'the attribute twice': set(web, 'WriteAttributes', ['name', 'name']) },
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
      'a long access log': set('garage-api/Stage', 'AccessLogSettings.Format', 'x'.repeat(3001)),
      '11 authorizers': (template) => {
        for (let index = 0; index < 10; index++) {
          add('garage-api/Api/garage-tokens', {})(template)
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
        const { Properties } = resourceAt(template, 'garage/ResourceServers/deposit')
        Properties['Scopes'] = [
          { ScopeName: 'read:deposit', ScopeDescription: 'See the deposit’s balance' },
          { ScopeName: 'write:deposit', ScopeDescription: 'Credit' },
        ]
      },
      'a scope less': set('admin/ResourceServers/account', 'Scopes', [
        { ScopeName: 'read:access', ScopeDescription: 'See what the token itself may do' },
      ]),
      'another description': set('garage/ResourceServers/deposit', 'Scopes.0.ScopeDescription', 'Everything'),
      'another description of one scope': set('garage/ResourceServers/fleet', 'Scopes.1.ScopeDescription', 'All'),
      'another name': set('garage/ResourceServers/deposit', 'Name', 'Purse'),
      'a resource server more': add('garage/ResourceServers/deposit', { Identifier: 'purse' }),
    },
    keeps: {
      'scopes in another order': (template) => {
        const { Properties } = resourceAt(template, 'garage/ResourceServers/account')
        const scopes: unknown = Properties['Scopes']
        if (Array.isArray(scopes)) scopes.reverse()
      },
    },
  },
]
