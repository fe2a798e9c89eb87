/**
 * Cases of the rules over APIs and over what belongs to nothing.
 *
 * @module
 */
import {
  add,
  addOfType,
  type EditableTemplate,
  idOf,
  remove,
  resourceAt,
  set,
  type TemplateCase,
} from './template-case.ts'

const api = 'merchant-api/Api'
const wallet = `${api}/GET--v1--wallet`
const authorizer = `${api}/merchant-tokens`
const stage = 'merchant-api/Stage'

const adminIssuer = (pool: string) => ({
  'Fn::Join': ['', ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.amazonaws.com/', { Ref: pool }]],
})

/** What the authorizer of merchants takes. */
function jwtOf(template: EditableTemplate): { readonly Issuer: unknown } {
  // The cast is safe: an authorizer without an issuer would not have been synthesized.
  return resourceAt(template, authorizer).Properties['JwtConfiguration'] as { readonly Issuer: unknown }
}

export const apiCases: readonly TemplateCase[] = [
  {
    rule: 'RS034',
    breaks: {
      'a client without metadata': (template) => {
        delete resourceAt(template, 'partner/globex-kiosk').Metadata['scopegate:client']
      },
      'a client of another name': (template) => {
        resourceAt(template, 'partner/globex-kiosk').Metadata['scopegate:client'] = 'globex'
      },
      'one client more, under the name of another': add(
        'partner/globex-kiosk',
        {},
        { 'scopegate:client': 'globex-kiosk' },
      ),
      'one API more': addOfType('AWS::ApiGatewayV2::Api', { Name: 'merchant', ProtocolType: 'HTTP' }),
      'an API of another name': (template) => {
        resourceAt(template, api).Metadata['scopegate:pool'] = 'merchants'
      },
      'an API without metadata, under the name of a pool': (template) => {
        delete resourceAt(template, api).Metadata['scopegate:pool']
        set(api, 'Name', 'merchant')(template)
      },
      'a pool of another name': (template) => {
        resourceAt(template, 'merchant/Pool').Metadata['scopegate:pool'] = 'merchants'
      },
      'a pool without metadata, under the name of one': (template) => {
        delete resourceAt(template, 'merchant/Pool').Metadata['scopegate:pool']
        set('merchant/Pool', 'UserPoolName', 'merchant')(template)
      },
      'one pool more': add('merchant/Pool', { UserPoolName: 'merchant' }),
    },
    // What is under another name is missing under its own, everywhere.
    also: ['RS035', 'RS040', 'RS061', 'RS063', 'RS072'],
    keeps: {
      'a resource of another kind': addOfType('AWS::Logs::LogGroup'),
    },
  },
  {
    rule: 'RS035',
    breaks: {
      'no client `admin-portal`': (template) => {
        const id = idOf(template, 'admin/admin-portal')
        remove('admin/admin-portal')(template)
        const { JwtConfiguration } = resourceAt(template, 'admin-api/Api/admin-tokens').Properties
        if (!JSON.stringify(JwtConfiguration).includes(id)) throw new Error('The authorizer does not name the client')
      },
      'no pool of operators': remove('admin/Pool'),
      'no API of partners': (template) => {
        const id = idOf(template, 'partner-api/Api')
        for (const [name, { Properties }] of Object.entries(template.Resources)) {
          if (JSON.stringify(Properties).includes(`"ApiId":{"Ref":"${id}"}`)) delete template.Resources[name]
        }
        remove('partner-api/Api')(template)
      },
    },
    // Clients of a pool that is not there, and whatever names it.
    also: ['RS036', 'RS040', 'RS061', 'RS063', 'RS065', 'RS069'],
    keeps: {
      'no branding of the sign-in pages': (template) => {
        for (const [name, { Type }] of Object.entries(template.Resources)) {
          if (Type === 'AWS::Cognito::ManagedLoginBranding') delete template.Resources[name]
        }
      },
    },
  },
  {
    rule: 'RS036',
    breaks: {
      'a function URL': addOfType('AWS::Lambda::Url', { AuthType: 'NONE' }),
      'a REST API': addOfType('AWS::ApiGateway::RestApi'),
      'a WebSocket API': addOfType('AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }),
      'a nested stack': addOfType('AWS::CloudFormation::Stack'),
      'a stack set': addOfType('AWS::CloudFormation::StackSet'),
      'a resource that a function of somebody’s makes': addOfType('Custom::Anything', { ServiceToken: 'arn' }),
      'a foreign identity provider': addOfType('AWS::Cognito::UserPoolIdentityProvider'),
      'a user': addOfType('AWS::Cognito::UserPoolUser'),
      'an identity pool': addOfType('AWS::Cognito::IdentityPool'),
      'a user of the account': addOfType('AWS::IAM::User'),
      'a stage of an API that stands elsewhere': add(stage, { ApiId: 'fakeapi000' }),
      'routes in a body': set(api, 'Body', {}),
      'a route of its own by a target': set(api, 'Target', 'arn:aws:lambda:us-east-1:123456789012:function:x'),
      'a client of a pool that stands elsewhere': add('partner/globex-kiosk', { UserPoolId: 'us-east-1_FAKE00001' }),
      'a route of an API that stands elsewhere': add(wallet, { ApiId: 'fakeapi000' }),
    },
    keeps: { 'a function': addOfType('AWS::Lambda::Function') },
  },
  {
    rule: 'RS037',
    breaks: {
      'no authorizer': (template) => {
        set(wallet, 'AuthorizationType', 'NONE')(template)
        set(wallet, 'AuthorizerId', undefined)(template)
        set(wallet, 'AuthorizationScopes', undefined)(template)
      },
      'no authorization type': set(wallet, 'AuthorizationType', undefined),
      'an empty list of scopes': set(wallet, 'AuthorizationScopes', []),
      'no list of scopes': set(wallet, 'AuthorizationScopes', undefined),
      'an open route that no operation has': add(wallet, { RouteKey: 'GET /v1/all', AuthorizationType: 'NONE' }),
    },
    keeps: {
      'the scope of a parameter': (template) => {
        Object.assign(template, { Parameters: { Wallet: { Type: 'String', AllowedValues: ['wallet/read:wallet'] } } })
        set(wallet, 'AuthorizationScopes', [{ Ref: 'Wallet' }])(template)
      },
    },
  },
  {
    rule: 'RS038',
    breaks: {
      'a default route': add(wallet, { RouteKey: '$default' }),
      'a greedy path': add(wallet, { RouteKey: 'GET /v1/{proxy+}' }),
      'any method': add(wallet, { RouteKey: 'ANY /v1/wallet' }),
    },
    keeps: { 'settings for every route': set(stage, 'DefaultRouteSettings.ThrottlingRateLimit', 1) },
  },
  {
    rule: 'RS039',
    breaks: {
      'another scope': set(wallet, 'AuthorizationScopes', ['inventory/read:inventory']),
      'one scope more': set(wallet, 'AuthorizationScopes', ['wallet/read:wallet', 'openid']),
      'a scope without its resource server': set(wallet, 'AuthorizationScopes', ['read:wallet']),
      'another kind of authorization': set(wallet, 'AuthorizationType', 'AWS_IAM'),
      'a route less': remove(wallet),
      'a route more': add(wallet, { RouteKey: 'DELETE /v1/wallet' }),
      'another path': set(wallet, 'RouteKey', 'GET /v1/wallets'),
    },
    keeps: {
      'the scope written with a reference': (template) => {
        const server = idOf(template, 'merchant/ResourceServers/wallet')
        set(wallet, 'AuthorizationScopes', [{ 'Fn::Sub': `\${${server}}/read:wallet` }])(template)
      },
    },
  },
  {
    rule: 'RS040',
    breaks: {
      'the issuer of another pool': (template) => {
        set(authorizer, 'JwtConfiguration.Issuer', adminIssuer(idOf(template, 'admin/Pool')))(template)
      },
      'a foreign issuer': set(authorizer, 'JwtConfiguration.Issuer', 'https://issuer.example'),
      'the authorizer of another API': (template) => {
        set(wallet, 'AuthorizerId', { Ref: idOf(template, 'admin-api/Api/admin-tokens') })(template)
      },
      'a client of another pool in the audience': (template) => {
        const { Audience } = { Audience: [{ Ref: idOf(template, 'admin/admin-portal') }] }
        set(authorizer, 'JwtConfiguration.Audience', Audience)(template)
      },
      'no audience': set(authorizer, 'JwtConfiguration.Audience', []),
      'a second authorizer that takes any client, on a route': (template) => {
        const { Issuer } = jwtOf(template)
        add(authorizer, { JwtConfiguration: { Issuer } })(template)
        set(wallet, 'AuthorizerId', { Ref: 'Added' })(template)
      },
      'a second authorizer with the clients of the first, on no route': (template) => {
        add(authorizer, { JwtConfiguration: { ...jwtOf(template), Issuer: 'https://issuer.example' } })(template)
      },
      'a second authorizer that is as the first': add(authorizer, {}),
      'a function as authorizer': set(authorizer, 'AuthorizerType', 'REQUEST'),
    },
    keeps: {
      'the issuer as an attribute of the pool': (template) => {
        const issuer = { 'Fn::GetAtt': [idOf(template, 'merchant/Pool'), 'ProviderURL'] }
        set(authorizer, 'JwtConfiguration.Issuer', issuer)(template)
      },
      'the domain as AWS has it there': (template) => {
        const address = `https://cognito-idp.\${AWS::Region}.\${AWS::URLSuffix}/\${${idOf(template, 'merchant/Pool')}}`
        set(authorizer, 'JwtConfiguration.Issuer', { 'Fn::Sub': address })(template)
      },
      'the pool named by its attribute': (template) => {
        const pool = { 'Fn::GetAtt': [idOf(template, 'merchant/Pool'), 'UserPoolId'] }
        const issuer = { 'Fn::Sub': ['https://cognito-idp.${AWS::Region}.amazonaws.com/${pool}', { pool }] }
        set(authorizer, 'JwtConfiguration.Issuer', issuer)(template)
      },
    },
  },
  {
    rule: 'RS041',
    breaks: {
      'the token in the query': set(authorizer, 'IdentitySource', ['$request.querystring.token']),
      'no identity source': set(authorizer, 'IdentitySource', undefined),
    },
    keeps: { 'the header in lower case': set(authorizer, 'IdentitySource', ['$request.header.authorization']) },
  },
  {
    rule: 'RS058',
    breaks: {
      'any origin': set(api, 'CorsConfiguration.AllowOrigins', ['*']),
      'any origin below a domain': set(api, 'CorsConfiguration.AllowOrigins', ['https://*.scopegate.example']),
    },
    keeps: { 'any exposed header': set(api, 'CorsConfiguration.ExposeHeaders', ['*']) },
  },
  {
    rule: 'RS059',
    breaks: {
      'a foreign origin': set(api, 'CorsConfiguration.AllowOrigins', [
        'https://merchant.scopegate.example',
        'http://localhost:8790',
        'https://evil.example',
      ]),
      cookies: set(api, 'CorsConfiguration.AllowCredentials', true),
      'a method less': set(api, 'CorsConfiguration.AllowMethods', ['GET', 'POST']),
      'preflights of machines': set('partner-api/Api', 'CorsConfiguration', { AllowOrigins: ['https://evil.example'] }),
      'no preflights': set(api, 'CorsConfiguration', undefined),
    },
    keeps: { 'a longer memory of preflights': set(api, 'CorsConfiguration.MaxAge', 7200) },
  },
  {
    rule: 'RS060',
    breaks: {
      'the e-mail address': set(stage, 'AccessLogSettings.Format', '$context.authorizer.claims.email'),
      'all claims': set(stage, 'AccessLogSettings.Format', '{"who":"$context.authorizer.claims"}'),
      'the user name': set(stage, 'AccessLogSettings.Format', '{"who":"$context.authorizer.claims.username"}'),
      'a custom attribute': set(stage, 'AccessLogSettings.Format', '$context.authorizer.claims.custom:phone'),
    },
    keeps: { 'the times of the token': set(stage, 'AccessLogSettings.Format', '$context.authorizer.claims.exp') },
  },
]
