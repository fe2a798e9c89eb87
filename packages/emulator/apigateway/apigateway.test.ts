import {
  ApiGatewayV2Client,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteAuthorizerCommand,
  DeleteCorsConfigurationCommand,
  DeleteRouteCommand,
  GetApiCommand,
  GetAuthorizersCommand,
  GetDomainNamesCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  UpdateApiCommand,
  UpdateAuthorizerCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2'
import { getRequestListener } from '@hono/node-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listen } from '../testing/http.ts'
import { callerOf, requireSigned } from '../testing/key.ts'
import { type AddressedApi, createApiGateway } from './index.ts'

const issuers = 'http://127.0.0.1:1'
const keys = ['GET /a', 'GET /b', 'GET /c', 'GET /d', 'GET /e', 'GET /f']
const api: AddressedApi = {
  logicalId: 'Api',
  id: 'api0000001',
  name: 'shop',
  title: 'shop-api',
  url: 'http://127.0.0.1:2',
  routes: keys.map((key) => ({
    id: `r-${key.slice(-1)}`,
    key,
    method: 'GET',
    path: key.slice(4),
    scopes: ['orders/read'],
    authorizer: 'jwt001',
    integration: 'integ01',
    functionLogicalId: 'Fn',
  })),
  authorizers: {
    jwt001: {
      title: 'Jwt',
      issuer: `${issuers}/pool`,
      audience: ['client1'],
      identitySource: '$request.header.Authorization',
    },
  },
  cors: undefined,
}

let sdk: ApiGatewayV2Client
let changes: AddressedApi[]
let server: Awaited<ReturnType<typeof listen>>
beforeEach(async () => {
  changes = []
  const app = createApiGateway({ apis: [api], onChange: (changed) => changes.push(changed), issuers, requireSigned })
  const answer = getRequestListener(app.fetch)
  server = await listen((request, response) => void answer(request, response))
  sdk = new ApiGatewayV2Client(callerOf(server.url))
})
afterEach(async () => {
  sdk.destroy()
  await server.stop()
})

const ApiId = api.id
const routes = async () => {
  const all = []
  let NextToken: string | undefined
  do {
    const page = await sdk.send(new GetRoutesCommand({ ApiId, NextToken }))
    all.push(...(page.Items ?? []))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return all
}

test('an API is told with its routes, page by page, and its authorizers', async () => {
  expect(await sdk.send(new GetApiCommand({ ApiId }))).toMatchObject({
    ApiId,
    Name: 'shop-api',
    ProtocolType: 'HTTP',
    ApiEndpoint: api.url,
  })
  expect((await sdk.send(new GetRoutesCommand({ ApiId }))).NextToken).toBeDefined()
  const all = await routes()
  expect(all.map(({ RouteKey }) => RouteKey)).toEqual(keys)
  expect(all[0]).toMatchObject({
    RouteId: 'r-a',
    AuthorizationType: 'JWT',
    AuthorizationScopes: ['orders/read'],
    AuthorizerId: 'jwt001',
    Target: 'integrations/integ01',
  })
  expect((await sdk.send(new GetAuthorizersCommand({ ApiId }))).Items).toMatchObject([
    { AuthorizerId: 'jwt001', JwtConfiguration: { Issuer: `${issuers}/pool`, Audience: ['client1'] } },
  ])
})

test('an update leaves alone what it is not given, and the gateway is told of it', async () => {
  await sdk.send(new UpdateRouteCommand({ ApiId, RouteId: 'r-a', AuthorizationScopes: [] }))
  expect(changes.at(-1)?.routes[0]).toEqual({ ...api.routes[0], scopes: [] })
  await sdk.send(new UpdateRouteCommand({ ApiId, RouteId: 'r-a', AuthorizationType: 'NONE' }))
  expect(changes.at(-1)?.routes[0]).toEqual({ ...api.routes[0], scopes: [], authorizer: undefined })
  expect(changes.at(-1)?.routes.slice(1)).toEqual(api.routes.slice(1))
  const restore = { AuthorizationType: 'JWT' as const, AuthorizerId: 'jwt001', AuthorizationScopes: ['orders/read'] }
  await sdk.send(new UpdateRouteCommand({ ApiId, RouteId: 'r-a', ...restore }))
  expect(changes.at(-1)?.routes).toEqual(api.routes)
})

test('a route that is made without an authorization is open, until it is deleted', async () => {
  const { RouteId } = await sdk.send(
    new CreateRouteCommand({ ApiId, RouteKey: '$default', Target: 'integrations/integ01' }),
  )
  expect(changes.at(-1)?.routes.at(-1)).toMatchObject({
    key: '$default',
    method: 'ANY',
    path: '$default',
    authorizer: undefined,
    functionLogicalId: 'Fn',
  })
  await sdk.send(new DeleteRouteCommand({ ApiId, RouteId }))
  expect(changes.at(-1)?.routes).toEqual(api.routes)
})

test('a CORS configuration takes the place of the old one as a whole, and can be deleted', async () => {
  const update = (CorsConfiguration: object) => sdk.send(new UpdateApiCommand({ ApiId, CorsConfiguration }))
  await update({ AllowOrigins: ['https://a.example'], AllowMethods: ['GET'], MaxAge: 60 })
  await update({ AllowOrigins: ['*'] })
  expect((await sdk.send(new GetApiCommand({ ApiId }))).CorsConfiguration).toMatchObject({
    AllowOrigins: ['*'],
    AllowMethods: [],
  })
  await sdk.send(new UpdateApiCommand({ ApiId, Name: 'other' }))
  expect(changes.at(-1)?.cors?.allowOrigins).toEqual(['*'])
  await sdk.send(new DeleteCorsConfigurationCommand({ ApiId }))
  expect(changes.at(-1)?.cors).toBeUndefined()
})

test('an authorizer can be made, changed and deleted, unless a route uses it', async () => {
  const common = { ApiId, Name: 'Second', AuthorizerType: 'JWT' as const }
  const { AuthorizerId } = await sdk.send(
    new CreateAuthorizerCommand({
      ...common,
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: `${issuers}/other`, Audience: ['c'] },
    }),
  )
  await sdk.send(new UpdateAuthorizerCommand({ ApiId, AuthorizerId, JwtConfiguration: { Audience: ['c', 'd'] } }))
  expect(changes.at(-1)?.authorizers[AuthorizerId ?? '']).toMatchObject({
    issuer: `${issuers}/other`,
    audience: ['c', 'd'],
  })
  await sdk.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId }))
  expect(changes.at(-1)?.authorizers).toEqual(api.authorizers)
  const used = new DeleteAuthorizerCommand({ ApiId, AuthorizerId: 'jwt001' })
  await expect(sdk.send(used)).rejects.toMatchObject({ name: 'ConflictException' })
})

const RouteId = 'r-a'
test.each([
  ['an API that does not exist', () => new GetApiCommand({ ApiId: 'none' }), 'NotFoundException'],
  ['a route that does not exist', () => new DeleteRouteCommand({ ApiId, RouteId: 'none' }), 'NotFoundException'],
  [
    'a second route with the same key',
    () => new CreateRouteCommand({ ApiId, RouteKey: 'GET /a', Target: 'integrations/integ01' }),
    'ConflictException',
  ],
  [
    'scopes on an open route',
    () => new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'NONE', AuthorizationScopes: ['a'] }),
    'BadRequestException',
  ],
  [
    'an authorizer of nobody',
    () => new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'JWT', AuthorizerId: 'none' }),
    'BadRequestException',
  ],
  [
    'an authorization that is not emulated',
    () => new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'AWS_IAM' }),
    'BadRequestException',
  ],
  [
    'an issuer elsewhere, which would have to be asked for its keys',
    () =>
      new UpdateAuthorizerCommand({
        ApiId,
        AuthorizerId: 'jwt001',
        JwtConfiguration: { Issuer: 'https://evil.example/pool' },
      }),
    'BadRequestException',
  ],
])('%s is refused, and nothing changes', async (_, call, name) => {
  // The cast is safe: all of them are commands of this client, whose types differ in their answers alone.
  await expect(sdk.send(call() as GetApiCommand)).rejects.toMatchObject({ name })
  expect(changes).toEqual([])
})

test('an address that is not emulated is refused, and not as something that is gone', async () => {
  const refused = sdk.send(new GetDomainNamesCommand({}))
  await expect(refused).rejects.toMatchObject({ name: 'UnknownOperationException' })
  await expect(refused).rejects.toThrow('docs/emulated.md')
})

test('an integration that is made gets an id of its own; a stage has its name', async () => {
  const make = () =>
    sdk.send(
      new CreateIntegrationCommand({ ApiId, IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://a.example' }),
    )
  const made = [await make(), await make()].map(({ IntegrationId }) => IntegrationId)
  expect(new Set(made).size).toBe(2)
  await sdk.send(new UpdateIntegrationCommand({ ApiId, IntegrationId: made[0], TimeoutInMillis: 50 }))
  await sdk.send(new CreateStageCommand({ ApiId, StageName: 'open' }))
  const { Items: integrations = [] } = await sdk.send(new GetIntegrationsCommand({ ApiId }))
  expect(integrations.map(({ IntegrationId, TimeoutInMillis }) => [IntegrationId, TimeoutInMillis])).toEqual([
    [made[0], 50],
    [made[1], undefined],
  ])
  const { Items: stages = [] } = await sdk.send(new GetStagesCommand({ ApiId }))
  expect(stages.map(({ StageName }) => StageName)).toEqual(['open'])
})

test.each([
  ['integrations', () => sdk.send(new GetIntegrationsCommand({ ApiId: 'nothing' }))],
  ['stages', () => sdk.send(new GetStagesCommand({ ApiId: 'nothing' }))],
  ['a new stage', () => sdk.send(new CreateStageCommand({ ApiId: 'nothing', StageName: 'open' }))],
])('an API that does not exist has no %s', async (_, call) => {
  await expect(call()).rejects.toMatchObject({ name: 'NotFoundException' })
})
