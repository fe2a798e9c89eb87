/** Cases of the rules over the routes of a template and what stands before them. */
import { add, type EditableTemplate, idOf, remove, resourceAt, set, type TemplateCase } from './template-case.ts'

const api = 'garage-api/Api'
const deposit = `${api}/GET--v1--deposit`
const authorizer = `${api}/garage-tokens`
const stage = 'garage-api/Stage'

const adminIssuer = (pool: string) => ({
  'Fn::Join': ['', ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.amazonaws.com/', { Ref: pool }]],
})

/** What the authorizer of garages takes. */
function jwtOf(template: EditableTemplate): { readonly Issuer: unknown } {
  // The cast is safe: an authorizer without an issuer would not have been synthesized.
  return resourceAt(template, authorizer).Properties['JwtConfiguration'] as { readonly Issuer: unknown }
}

export const routeCases: readonly TemplateCase[] = [
  {
    rule: 'RS037',
    breaks: {
      'no authorizer': (template) => {
        set(deposit, 'AuthorizationType', 'NONE')(template)
        set(deposit, 'AuthorizerId', undefined)(template)
        set(deposit, 'AuthorizationScopes', undefined)(template)
      },
      'no authorization type': set(deposit, 'AuthorizationType', undefined),
      'an empty list of scopes': set(deposit, 'AuthorizationScopes', []),
      'no list of scopes': set(deposit, 'AuthorizationScopes', undefined),
      'an open route that no operation has': add(deposit, { RouteKey: 'GET /v1/all', AuthorizationType: 'NONE' }),
    },
    keeps: {
      'the scope of a parameter': (template) => {
        Object.assign(template, {
          Parameters: { Deposit: { Type: 'String', AllowedValues: ['deposit/read:deposit'] } },
        })
        set(deposit, 'AuthorizationScopes', [{ Ref: 'Deposit' }])(template)
      },
    },
  },
  {
    rule: 'RS038',
    breaks: {
      'a default route': add(deposit, { RouteKey: '$default' }),
      'a greedy path': add(deposit, { RouteKey: 'GET /v1/{proxy+}' }),
      'any method': add(deposit, { RouteKey: 'ANY /v1/deposit' }),
    },
    keeps: { 'settings for every route': set(stage, 'DefaultRouteSettings.ThrottlingRateLimit', 1) },
  },
  {
    rule: 'RS039',
    breaks: {
      'another scope': set(deposit, 'AuthorizationScopes', ['fleet/read:fleet']),
      'one scope more': set(deposit, 'AuthorizationScopes', ['deposit/read:deposit', 'openid']),
      'a scope without its resource server': set(deposit, 'AuthorizationScopes', ['read:deposit']),
      'another kind of authorization': set(deposit, 'AuthorizationType', 'AWS_IAM'),
      'a route less': remove(deposit),
      'a route more': add(deposit, { RouteKey: 'DELETE /v1/deposit' }),
      'another path': set(deposit, 'RouteKey', 'GET /v1/deposits'),
    },
    keeps: {
      'the scope written with a reference': (template) => {
        const server = idOf(template, 'garage/ResourceServers/deposit')
        set(deposit, 'AuthorizationScopes', [{ 'Fn::Sub': `\${${server}}/read:deposit` }])(template)
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
        set(deposit, 'AuthorizerId', { Ref: idOf(template, 'admin-api/Api/admin-tokens') })(template)
      },
      'a client of another pool in the audience': (template) => {
        const { Audience } = { Audience: [{ Ref: idOf(template, 'admin/admin-portal') }] }
        set(authorizer, 'JwtConfiguration.Audience', Audience)(template)
      },
      'no audience': set(authorizer, 'JwtConfiguration.Audience', []),
      'a second authorizer that takes any client, on a route': (template) => {
        const { Issuer } = jwtOf(template)
        add(authorizer, { JwtConfiguration: { Issuer } })(template)
        set(deposit, 'AuthorizerId', { Ref: 'Added' })(template)
      },
      'a second authorizer with the clients of the first, on no route': (template) => {
        add(authorizer, { JwtConfiguration: { ...jwtOf(template), Issuer: 'https://issuer.example' } })(template)
      },
      'a second authorizer that is as the first': add(authorizer, {}),
      'a function as authorizer': set(authorizer, 'AuthorizerType', 'REQUEST'),
    },
    keeps: {
      'the issuer as an attribute of the pool': (template) => {
        const issuer = { 'Fn::GetAtt': [idOf(template, 'garage/Pool'), 'ProviderURL'] }
        set(authorizer, 'JwtConfiguration.Issuer', issuer)(template)
      },
      'the domain as AWS has it there': (template) => {
        const address = `https://cognito-idp.\${AWS::Region}.\${AWS::URLSuffix}/\${${idOf(template, 'garage/Pool')}}`
        set(authorizer, 'JwtConfiguration.Issuer', { 'Fn::Sub': address })(template)
      },
      'the pool named by its attribute': (template) => {
        const pool = { 'Fn::GetAtt': [idOf(template, 'garage/Pool'), 'UserPoolId'] }
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
      'any origin below a domain': set(api, 'CorsConfiguration.AllowOrigins', ['https://*.fleet.example']),
    },
    keeps: { 'any exposed header': set(api, 'CorsConfiguration.ExposeHeaders', ['*']) },
  },
  {
    rule: 'RS059',
    breaks: {
      'a foreign origin': set(api, 'CorsConfiguration.AllowOrigins', [
        'https://garage.fleet.example',
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
