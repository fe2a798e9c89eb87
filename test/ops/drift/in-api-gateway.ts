/** What somebody may do by hand in API Gateway. */
import {
  CreateAuthorizerCommand,
  CreateRouteCommand,
  DeleteAuthorizerCommand,
  DeleteCorsConfigurationCommand,
  DeleteRouteCommand,
  UpdateApiCommand,
  UpdateAuthorizerCommand,
} from '@aws-sdk/client-apigatewayv2'
import type { Plant } from './plant.ts'
import type { Undo, World } from './world.ts'

/** Sets the CORS configuration of an API. */
async function cors(world: World, pool: string, change: object): Promise<Undo> {
  const { id: ApiId, cors: template } = world.api(pool)
  const before = template && {
    AllowOrigins: [...template.allowOrigins],
    AllowMethods: [...template.allowMethods],
    AllowHeaders: [...template.allowHeaders],
    ExposeHeaders: [...template.exposeHeaders],
    AllowCredentials: template.allowCredentials,
    MaxAge: template.maxAge,
  }
  await world.apigateway.send(new UpdateApiCommand({ ApiId, CorsConfiguration: { ...before, ...change } }))
  return () =>
    before === undefined
      ? world.apigateway.send(new DeleteCorsConfigurationCommand({ ApiId }))
      : world.apigateway.send(new UpdateApiCommand({ ApiId, CorsConfiguration: before }))
}

async function audience(world: World, pool: string, change: (ids: readonly string[]) => string[]): Promise<Undo> {
  const { AuthorizerId, JwtConfiguration: before } = await world.authorizer(pool)
  const target = { ApiId: world.api(pool).id, AuthorizerId }
  const JwtConfiguration = { ...before, Audience: change(before?.Audience ?? []) }
  await world.apigateway.send(new UpdateAuthorizerCommand({ ...target, JwtConfiguration }))
  return () => world.apigateway.send(new UpdateAuthorizerCommand({ ...target, JwtConfiguration: before }))
}

export const inApiGateway: readonly Plant[] = [
  {
    what: 'a route that is open to everyone',
    plant: (world) => world.changeRoute('merchant', 'GET /v1/wallet', { AuthorizationType: 'NONE' }),
    found: [['route_authorization', 'opens', 'route `GET /v1/wallet` of the API of `merchant`']],
    advice: 'aws apigatewayv2 update-route',
  },
  {
    what: 'a route without a scope, which any token opens',
    plant: (world) => world.changeRoute('merchant', 'GET /v1/wallet', { AuthorizationScopes: [] }),
    found: [['route_scope_none', 'opens', 'route `GET /v1/wallet`']],
    advice: '--authorization-scopes wallet/read:wallet',
  },
  {
    what: 'a second scope on a route, of which one is enough',
    plant: (world) =>
      world.changeRoute('merchant', 'GET /v1/wallet', {
        AuthorizationScopes: ['wallet/read:wallet', 'account/read:access'],
      }),
    found: [['route_scope_extra', 'opens', 'route `GET /v1/wallet`']],
    advice: '--authorization-scopes wallet/read:wallet',
  },
  {
    what: 'a route that catches everything',
    plant: async (world) => {
      const ApiId = world.api('partner').id
      const { Target } = await world.route('partner', 'GET /v1/access')
      const create = new CreateRouteCommand({ ApiId, RouteKey: 'ANY /{proxy+}', Target })
      const { RouteId } = await world.apigateway.send(create)
      return () => world.apigateway.send(new DeleteRouteCommand({ ApiId, RouteId }))
    },
    found: [['route_extra', 'opens', 'route `ANY /{proxy+}` of the API of `partner`']],
    cause: 'made by hand',
    who: 'ops, in AWS or in the catalog',
    advice: 'aws apigatewayv2 delete-route',
  },
  {
    what: 'a route that calls another service',
    plant: async (world) => {
      const { Target } = await world.route('merchant', 'GET /v1/access')
      const before = await world.route('merchant', 'GET /v1/wallet')
      const undo = await world.changeRoute('merchant', 'GET /v1/wallet', { Target })
      return async () => {
        await undo()
        await world.changeRoute('merchant', 'GET /v1/wallet', { Target: before.Target })
      }
    },
    found: [['route_target', 'opens', 'route `GET /v1/wallet` of the API of `merchant`']],
    advice: 'aws apigatewayv2 update-route',
  },
  {
    what: 'pages of everyone',
    plant: (world) => cors(world, 'merchant', { AllowOrigins: ['*'] }),
    found: [['cors_origin_extra', 'opens', 'API of `merchant`']],
    advice: '`AllowOrigins` is exactly `http://localhost:8790`',
  },
  {
    what: 'cookies of pages, and a header too few',
    plant: (world) => cors(world, 'admin', { AllowCredentials: true, AllowHeaders: ['authorization'] }),
    found: [
      ['cors_credentials', 'opens', 'API of `admin`'],
      ['cors_header_missing', 'closes', 'API of `admin`'],
    ],
    advice: '`AllowCredentials` is false',
  },
  {
    what: 'pages where there are none',
    plant: (world) => cors(world, 'partner', { AllowOrigins: ['https://evil.example'] }),
    found: [['cors_extra', 'opens', 'API of `partner`']],
    advice: 'aws apigatewayv2 delete-cors-configuration',
  },
  {
    what: 'tokens of a client of another pool',
    plant: (world) => audience(world, 'partner', (ids) => [...ids, world.client('merchant-web').id]),
    found: [['audience_extra', 'opens', 'API of `partner`']],
    advice: 'aws apigatewayv2 update-authorizer',
  },
  {
    what: 'a client whose tokens are not taken',
    plant: (world) => audience(world, 'partner', (ids) => ids.slice(1)),
    found: [['audience_missing', 'closes', 'API of `partner`']],
    advice: 'aws apigatewayv2 update-authorizer',
  },
  {
    what: 'a route that takes the tokens of another pool, through an authorizer that somebody made',
    plant: async (world) => {
      const ApiId = world.api('merchant').id
      const { issuer } = world.stack.file.pools['admin'] ?? {}
      const { AuthorizerId } = await world.apigateway.send(
        new CreateAuthorizerCommand({
          ApiId,
          Name: 'by-hand',
          AuthorizerType: 'JWT',
          IdentitySource: ['$request.header.Authorization'],
          JwtConfiguration: { Issuer: issuer, Audience: [world.client('admin-portal').id] },
        }),
      )
      const undo = await world.changeRoute('merchant', 'GET /v1/access', { AuthorizerId })
      return async () => {
        await undo()
        await world.apigateway.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId }))
      }
    },
    found: [
      ['authorizer_extra', 'opens', 'API of `merchant`'],
      ['route_tokens', 'opens', 'route `GET /v1/access`'],
      ['audience_extra', 'opens', 'API of `merchant`'],
    ],
    cause: 'made by hand',
    advice: 'aws apigatewayv2 delete-authorizer',
  },
]
