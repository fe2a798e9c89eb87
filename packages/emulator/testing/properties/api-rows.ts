/** The API of the pool `garage`: its routes, integrations, authorizer and stage. */
import { GetApiCommand, GetAuthorizersCommand } from '@aws-sdk/client-apigatewayv2'
import { call } from '../http.ts'
import type { Emulated } from './emulated.ts'
import { signIn } from './people.ts'
import { rowsOf, starts } from './row.ts'

const api = rowsOf('AWS::ApiGatewayV2::Api', '/garage-api/Api/Resource')
const authorizer = rowsOf('AWS::ApiGatewayV2::Authorizer', '/garage-tokens/Resource')
const integration = rowsOf('AWS::ApiGatewayV2::Integration', '/garage-api/Services/account/Resource')
const route = rowsOf('AWS::ApiGatewayV2::Route', '/garage-api/Api/GET--v1--me/Resource')
const stage = rowsOf('AWS::ApiGatewayV2::Stage', '/garage-api/Stage/Resource')

const origin = 'http://localhost:8790'
const url = ({ apiUrls }: Emulated) => apiUrls.get('garage') ?? ''
const garage = ({ resolved }: Emulated) => resolved.apis.find(({ name }) => name === 'garage')

const get = async (emulated: Emulated, path = '/v1/me') => {
  const authorization = `Bearer ${(await signIn(emulated)).AccessToken}`
  return call(url(emulated), path, { headers: { authorization, origin } })
}
const status = async (emulated: Emulated) => (await get(emulated)).status

/** Which function answers, by its label. */
const answering = async (emulated: Emulated) => {
  const { body } = await get(emulated)
  return emulated.resolved.functions.find(({ logicalId }) => logicalId === body)?.label ?? body
}

const preflight = async (emulated: Emulated) => {
  const headers = { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'if-match' }
  const answer = await call(url(emulated), '/v1/me', { method: 'OPTIONS', headers })
  return Object.entries(answer.headers)
    .filter(([name]) => name.startsWith('access-control-'))
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n')
}

/** What so many calls come to, this long after one another. */
const calls = (count: number, apart: number) => async (emulated: Emulated) => {
  const authorization = `Bearer ${(await signIn(emulated)).AccessToken}`
  const answers: number[] = []
  for (let index = 0; index < count; index++) {
    answers.push((await call(url(emulated), '/v1/me', { headers: { authorization } })).status)
    emulated.now += apart
  }
  return answers.join()
}

const noApi = /names no `AWS::ApiGatewayV2::Api`/
const burst = 'DefaultRouteSettings.ThrottlingBurstLimit'

export const apiRows = [
  api('CorsConfiguration.AllowCredentials', true, preflight, /allow-credentials: true/),
  api('CorsConfiguration.AllowHeaders[]', ['x-other'], preflight, /allow-headers: x-other$/m),
  api('CorsConfiguration.AllowMethods[]', ['GET'], preflight, /allow-methods: GET$/m),
  api('CorsConfiguration.AllowOrigins[]', ['http://localhost:9'], preflight, /^(?![^]*allow-origin)/),
  api(
    'CorsConfiguration.ExposeHeaders[]',
    ['x-other'],
    async (emulated) => (await get(emulated)).headers['access-control-expose-headers'],
    /^x-other$/,
  ),
  api('CorsConfiguration.MaxAge', 5, preflight, /max-age: 5$/m),
  api(
    'Name',
    'other',
    async (emulated) => (await emulated.apigateway.send(new GetApiCommand({ ApiId: garage(emulated)?.id }))).Name,
    /^other$/,
  ),
  api('ProtocolType', 'WEBSOCKET', starts, /ProtocolType: missing or malformed/),

  authorizer('ApiId', 'gone', starts, noApi),
  authorizer('AuthorizerType', 'REQUEST', starts, /AuthorizerType: missing or malformed/),
  authorizer('IdentitySource[]', '$request.header.X-Token', status, /^401$/),
  authorizer('JwtConfiguration.Audience[]', ['nobody'], status, /^401$/),
  authorizer('JwtConfiguration.Issuer', 'https://issuer.example', starts, /issuer of no user pool/),
  authorizer(
    'Name',
    'other',
    async (emulated) => {
      const list = new GetAuthorizersCommand({ ApiId: garage(emulated)?.id })
      return (await emulated.apigateway.send(list)).Items?.map(({ Name }) => Name).join()
    },
    /^other$/,
  ),

  integration('ApiId', 'gone', starts, noApi),
  integration('IntegrationType', 'HTTP_PROXY', starts, /IntegrationType: missing or malformed/),
  integration('IntegrationUri', { 'Fn::GetAtt': ['Fleet/rental/Resource', 'Arn'] }, answering, /^rental$/),
  integration('PayloadFormatVersion', '1.0', starts, /PayloadFormatVersion: missing or malformed/),

  route('ApiId', 'gone', starts, noApi),
  route('AuthorizationScopes[]', ['x/y'], status, /^403$/),
  route('AuthorizationType', 'NONE', starts, /scopes need the authorization type `JWT`/),
  route('AuthorizerId', 'gone', starts, /names no `AWS::ApiGatewayV2::Authorizer`/),
  route('RouteKey', 'GET /v1/other', status, /^404$/),
  route('Target', 'integrations/gone', starts, /names no `AWS::ApiGatewayV2::Integration`/),

  stage('ApiId', 'gone', starts, noApi),
  stage('AutoDeploy', false, starts, /AutoDeploy: missing or malformed/),
  stage('StageName', 'prod', starts, /StageName: missing or malformed/),
  stage(burst, 1, calls(2, 0), /^200,429$/),
  stage('DefaultRouteSettings.ThrottlingRateLimit', 1, calls(2, 500), /^200,429$/, { given: { [burst]: 1 } }),
]
