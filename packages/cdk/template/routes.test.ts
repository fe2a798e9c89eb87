import { type PoolName } from '@scopegate/scopes/catalog'
import { operationsOf } from '@scopegate/scopes/exposure'
import { allClients, allPools, wireName } from '@scopegate/scopes/lookup'
import { type Operation, operations } from '@scopegate/scopes/operations'
import { describe, expect, test } from 'vitest'
import { apiIn, apisIn, authorizersOf, type RouteProperties, routesOf, stagesOf } from './support/apis.ts'
import { originsOfBrowserClients } from './support/contract.ts'
import { clientIn, poolIn } from './support/identity.ts'
import { assembly, ofType, only, type Resource, referencesIn, render } from './support/template.ts'

const { main } = assembly()

/** What a route is, in one line: `GET /v1/wallet wallet/read:wallet`. */
const lineOf = ({ Properties }: Resource<RouteProperties>) =>
  [Properties.RouteKey, ...(Properties.AuthorizationScopes ?? []).map((scope) => render(main, scope))].join(' ')

/** The lines that the contract asks for. */
const expectedLines = (pool: PoolName) =>
  operationsOf(pool).map((id) => {
    const { method, path, access }: Operation = operations[id]
    return access.kind === 'scope' ? `${method} ${path} ${wireName(access.scope)}` : `${method} ${path}`
  })

const publicKeys = new Set(
  Object.values<Operation>(operations)
    .filter(({ access }) => access.kind === 'public')
    .map(({ method, path }) => `${method} ${path}`),
)

test('there is exactly one HTTP API for each pool of the contract', () => {
  expect(apisIn(main).map(({ Properties }) => [Properties.Name, Properties.ProtocolType])).toEqual(
    allPools.map((pool) => [`${pool}-api`, 'HTTP']),
  )
  for (const pool of allPools) expect(apiIn(main, pool).Metadata).toMatchObject({ 'scopegate:pool': pool })
})

test('no route belongs to anything but these APIs', () => {
  const counted = allPools.flatMap((pool) => routesOf(main, apiIn(main, pool)))
  expect(counted).toHaveLength(ofType(main, 'AWS::ApiGatewayV2::Route').length)
})

describe.each(allPools)('the API of %s', (pool) => {
  const api = apiIn(main, pool)
  const routes = routesOf(main, api)

  test('carries exactly the operations of the contract, each with exactly its scope', () => {
    expect(routes.map(lineOf).sort()).toEqual([...expectedLines(pool)].sort())
  })

  test.each(routes)('$Properties.RouteKey is an operation of the contract', (route) => {
    expect(expectedLines(pool)).toContain(lineOf(route))
  })

  test('has no $default route, no greedy path and no ANY method', () => {
    for (const { Properties } of routes) {
      expect(Properties.RouteKey).toMatch(
        /^(?:GET|POST|PUT|PATCH|DELETE) \/(?:[a-z0-9.-]+|\{[a-z]+\})(?:\/(?:[a-z0-9.-]+|\{[a-z]+\}))*$/,
      )
    }
  })

  test('asks for a token and exactly one scope on every operation that is not public', () => {
    for (const { Properties } of routes) {
      if (publicKeys.has(Properties.RouteKey)) continue
      expect([Properties.RouteKey, Properties.AuthorizationType]).toEqual([Properties.RouteKey, 'JWT'])
      expect([Properties.RouteKey, Properties.AuthorizationScopes?.length]).toEqual([Properties.RouteKey, 1])
    }
  })

  test('takes tokens of its own pool, given to exactly the app clients of that pool', () => {
    const authorizer = only(authorizersOf(main, api), `authorizer of ${pool}`)
    const { AuthorizerType, IdentitySource, JwtConfiguration } = authorizer.Properties
    expect(AuthorizerType).toBe('JWT')
    expect(IdentitySource).toEqual(['$request.header.Authorization'])
    expect(render(main, JwtConfiguration.Issuer)).toBe(
      `https://cognito-idp.\${AWS::Region}.amazonaws.com/\${${poolIn(main, pool).id}}`,
    )
    const clients = allClients.filter((client) => client.pool === pool).map(({ name }) => clientIn(main, name).id)
    expect(JwtConfiguration.Audience.map((audience) => render(main, audience)).sort()).toEqual(
      clients.map((id) => `\${${id}}`).sort(),
    )
    const used = new Set(routes.flatMap(({ Properties }) => [...referencesIn(Properties.AuthorizerId)]))
    expect([...used]).toEqual([authorizer.id])
  })

  test('hands each operation to the function of its own service', () => {
    for (const { Properties } of routes) {
      const operation = Object.values<Operation>(operations).find(
        ({ method, path }) => `${method} ${path}` === Properties.RouteKey,
      )
      const integration = only(
        ofType<{ readonly IntegrationUri: unknown; readonly PayloadFormatVersion: string }>(
          main,
          'AWS::ApiGatewayV2::Integration',
        ).filter(({ id }) => referencesIn(Properties.Target).has(id)),
        `integration of ${Properties.RouteKey}`,
      )
      const target = only([...referencesIn(integration.Properties.IntegrationUri)], 'function')
      expect(main.Resources[target]?.Metadata).toMatchObject({
        'aws:cdk:path': `Scopegate/${operation?.service}/Resource`,
      })
      expect(integration.Properties.PayloadFormatVersion).toBe('2.0')
    }
  })

  test('answers preflights for the origins of its browser clients only', () => {
    const cors = api.Properties.CorsConfiguration
    const methods = [...new Set(operationsOf(pool).map((id) => operations[id].method))].sort()
    const expected = {
      AllowOrigins: originsOfBrowserClients(pool),
      AllowMethods: methods,
      AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
      ExposeHeaders: [
        'allow',
        'etag',
        'idempotency-replayed',
        'location',
        'retry-after',
        'www-authenticate',
        'x-request-id',
      ],
      AllowCredentials: false,
      MaxAge: 3600,
    }
    expect(cors).toEqual(expected.AllowOrigins.length === 0 ? undefined : expected)
    expect(JSON.stringify(cors ?? {})).not.toContain('*')
  })

  test('is throttled and logs each request in JSON, without the token', () => {
    const { StageName, AutoDeploy, DefaultRouteSettings, AccessLogSettings } = only(
      stagesOf(main, api),
      'stage',
    ).Properties
    expect([StageName, AutoDeploy]).toEqual(['$default', true])
    expect(DefaultRouteSettings?.['ThrottlingRateLimit']).toBeGreaterThan(0)
    expect(DefaultRouteSettings?.['ThrottlingBurstLimit']).toBeGreaterThan(0)
    const format = AccessLogSettings?.Format ?? ''
    expect(Object.values(JSON.parse(format) as object)).toEqual(
      expect.arrayContaining([
        '$context.requestId',
        '$context.routeKey',
        '$context.status',
        '$context.authorizer.error',
      ]),
    )
    expect(format).not.toMatch(/header|authorization|email|phone|name"|sourceIp/i)
    expect(format.length).toBeLessThan(3072)
  })
})
