/**
 * What goes wrong with Cognito and HTTP APIs and is not noticed before the deployment, or after it. One test
 * for each trap that shows in a template.
 */
import { indexOf } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import { describe, expect, test } from 'vitest'
import { apiIn, apisIn, authorizersOf, type RouteProperties, routesOf } from '../testing/apis.ts'
import { belongsTo, clientIn, clientsIn, poolIn, poolsIn, resourceServersIn } from '../testing/identity.ts'
import { assembly, ofType, only, referencesIn, render } from '../testing/template.ts'

const { main, data } = await assembly()
const { clients: allClients } = indexOf(contract)
const allPools = Object.keys(contract.pools)
const routes = ofType<RouteProperties>(main, 'AWS::ApiGatewayV2::Route')

test('each resource server has a name that Cognito accepts, and not its identifier by default', () => {
  for (const { Properties } of resourceServersIn(main)) {
    expect(Properties.Name).toMatch(/^[\w\s+=,.@-]{1,256}$/)
    expect(Properties.Name).not.toBe(Properties.Identifier)
    expect(Properties.Identifier).toMatch(/^[!#-[\]-~]{1,256}$/)
    for (const { ScopeName, ScopeDescription } of Properties.Scopes) {
      expect(ScopeName).toMatch(/^[!#-.0-[\]-~]{1,256}$/)
      expect(ScopeDescription.length).toBeGreaterThan(0)
      expect(ScopeDescription.length).toBeLessThanOrEqual(256)
    }
  }
})

test('no client lists a resource server’s scope as plain text, which would let it come before the resource server', () => {
  for (const { Properties } of clientsIn(main)) {
    const plain = (Properties.AllowedOAuthScopes ?? []).filter((scope) => typeof scope === 'string')
    expect(plain.filter((scope) => scope.includes('/'))).toEqual([])
  }
})

test('each scope of a client is one that the resource server it refers to declares, in the client’s own pool', () => {
  const servers = new Map(resourceServersIn(main).map((server) => [server.id, server]))
  for (const client of clientsIn(main)) {
    for (const scope of client.Properties.AllowedOAuthScopes ?? []) {
      if (typeof scope === 'string') continue
      const server = servers.get(only([...referencesIn(scope)], 'resource server'))
      const declared = server?.Properties.Scopes.map(({ ScopeName }) => `${server.Properties.Identifier}/${ScopeName}`)
      expect(declared).toContain(render(main, scope))
      expect(server?.Properties.UserPoolId).toEqual(client.Properties.UserPoolId)
    }
  }
})

test('no client has a default of CDK’s: implicit flow, foreign callback, self-service scope', () => {
  for (const { Properties } of clientsIn(main)) {
    expect(Properties.AllowedOAuthFlows ?? []).not.toContain('implicit')
    expect(JSON.stringify(Properties.CallbackURLs ?? [])).not.toContain('example.com')
    const spec = allClients.find(({ name }) => name === Properties.ClientName)
    const selfService = spec?.kind === 'browser' && spec.selfService
    expect((Properties.AllowedOAuthScopes ?? []).includes('aws.cognito.signin.user.admin')).toBe(selfService)
  }
})

test('each pool runs its trigger as V3_0, on a plan that allows it, and names no V1 trigger beside it', () => {
  for (const { Properties } of poolsIn(main)) {
    expect(Properties.UserPoolTier).toBe('ESSENTIALS')
    expect(Properties.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion).toBe('V3_0')
    expect(Properties.LambdaConfig?.PreTokenGeneration).toBeUndefined()
  }
})

test('each token lives within Cognito’s limits, in a unit that the template states', () => {
  const minutes = { minutes: 1, hours: 60, days: 1440 } as const
  for (const { Properties } of clientsIn(main)) {
    const unit = Properties.TokenValidityUnits?.['AccessToken']
    if (unit !== 'minutes' && unit !== 'hours' && unit !== 'days') throw new Error('No unit for access tokens')
    const life = (Properties.AccessTokenValidity ?? 0) * minutes[unit]
    expect(life).toBeGreaterThanOrEqual(5)
    expect(life).toBeLessThanOrEqual(1440)
  }
})

test('client credentials are never mixed with another flow', () => {
  const machines = clientsIn(main).filter(({ Properties }) =>
    Properties.AllowedOAuthFlows?.includes('client_credentials'),
  )
  expect(machines).toHaveLength(allClients.filter(({ kind }) => kind === 'machine').length)
  for (const { Properties } of machines) {
    expect(Properties.AllowedOAuthFlows).toEqual(['client_credentials'])
    expect(Properties.GenerateSecret).toBe(true)
  }
})

test('no app client exists that the contract does not know, such as one an authorizer made for itself', () => {
  const names = allClients.map(({ name }) => clientIn(main, name).id)
  expect(clientsIn(main).map(({ id }) => id)).toEqual(names)
})

test('no pool changes its issuer type, which the authorizers’ issuer and the services would not match', () => {
  for (const { Properties } of poolsIn(main)) expect(Properties.IssuerConfiguration).toBeUndefined()
})

test('no authorizer is shared between APIs', () => {
  const owners = allPools.map((pool) => authorizersOf(main, apiIn(main, pool)).map(({ id }) => id))
  expect(owners.map((ids) => ids.length)).toEqual(allPools.map(() => 1))
  expect(new Set(owners.flat()).size).toBe(ofType(main, 'AWS::ApiGatewayV2::Authorizer').length)
})

test('a route without authorizer lists no scopes, and one with an authorizer lists exactly one', () => {
  for (const { Properties } of routes) {
    expect(Properties.AuthorizationType).toMatch(/^(?:JWT|NONE)$/)
    expect(Properties.AuthorizationScopes ?? []).toHaveLength(Properties.AuthorizationType === 'JWT' ? 1 : 0)
    expect(Properties.AuthorizerId !== undefined).toBe(Properties.AuthorizationType === 'JWT')
  }
})

test('no path ends in a slash, which API Gateway cannot match', () => {
  for (const { Properties } of routes) expect(Properties.RouteKey).not.toMatch(/\/$/)
})

test('no client rotates refresh tokens and allows the flow that rotation forbids', () => {
  for (const { Properties } of clientsIn(main)) {
    expect(
      Properties.RefreshTokenRotation !== undefined &&
        Properties.ExplicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH'),
    ).toBe(false)
  }
})

test('pools, resource servers, clients and authorizers share a stack that exports nothing, so that each can be replaced', () => {
  const identity = /^AWS::(?:Cognito|ApiGatewayV2)::/
  expect(Object.values(data.Resources).filter(({ Type }) => identity.test(Type))).toEqual([])
  expect(Object.values(main.Outputs ?? {}).filter(({ Export }) => Export !== undefined)).toEqual([])
  const imports = [...JSON.stringify(main).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name]) => name)
  expect(imports.filter((name) => !name?.startsWith('FleetData:'))).toEqual([])
})

describe.each(allClients.filter(({ kind }) => kind === 'browser'))('the pages that $name sends people to', (client) => {
  test('are of the newer kind and have a style, without which they answer with an error', () => {
    const domain = only(
      ofType<{ readonly UserPoolId: unknown; readonly ManagedLoginVersion: number }>(
        main,
        'AWS::Cognito::UserPoolDomain',
      ).filter((candidate) => belongsTo(poolIn(main, client.pool), candidate)),
      'domain',
    )
    expect(domain.Properties.ManagedLoginVersion).toBe(2)
    const styles = ofType<{ readonly ClientId: unknown; readonly UseCognitoProvidedValues: boolean }>(
      main,
      'AWS::Cognito::ManagedLoginBranding',
    ).filter(({ Properties }) => referencesIn(Properties.ClientId).has(clientIn(main, client.name).id))
    expect(only(styles, 'style').Properties.UseCognitoProvidedValues).toBe(true)
  })
})

test('no web ACL is attached to an HTTP API, which does not take one', () => {
  expect(ofType(main, 'AWS::WAFv2::WebACLAssociation')).toEqual([])
})

test('the template stays within the quotas of Cognito and API Gateway', () => {
  for (const { Properties } of clientsIn(main)) {
    expect((Properties.AllowedOAuthScopes ?? []).length).toBeLessThanOrEqual(50)
    expect((Properties.CallbackURLs ?? []).length).toBeLessThanOrEqual(100)
  }
  for (const pool of poolsIn(main)) {
    expect(resourceServersIn(main).filter((server) => belongsTo(pool, server)).length).toBeLessThanOrEqual(25)
  }
  for (const api of apisIn(main)) {
    expect(routesOf(main, api).length).toBeLessThanOrEqual(300)
    for (const { Properties } of authorizersOf(main, api)) {
      expect(Properties.JwtConfiguration.Audience.length).toBeLessThanOrEqual(50)
    }
  }
})
