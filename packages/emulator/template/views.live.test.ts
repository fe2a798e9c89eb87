import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { loadAssembly } from '@scopegate/template'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { propertiesOf, type RawTemplate, type TestAssembly, testAssembly } from '../testing/assembly.ts'
import { physicalIds, type ResolvedStack, resolveTemplate } from './index.ts'

const ids = physicalIds({ seed: 'seed', cognitoUrl: 'http://127.0.0.1:8700' })

let assembly: TestAssembly
let stack: ResolvedStack
beforeAll(async () => {
  assembly = await testAssembly()
  stack = resolveTemplate(loadAssembly(assembly.directory), ids)
})
afterAll(() => assembly.remove())

const resolveChanged = (change: (template: RawTemplate) => void) =>
  resolveTemplate(loadAssembly(assembly.changed(change)), ids)

test('no resolved value names an issuer of AWS or an unresolved intrinsic', () => {
  // The templates themselves are kept as they were written.
  const text = JSON.stringify({ ...stack, stacks: [] })
  expect(text).not.toMatch(/cognito-idp\.|"Ref"|Fn::|\$\{AWS|undefined/)
})

test('each authorizer is locked to its own pool’s local issuer and clients', () => {
  expect(stack.apis.map(({ name }) => name).sort()).toEqual(stack.pools.map(({ name }) => name).sort())
  for (const api of stack.apis) {
    const pool = stack.pools.find(({ name }) => name === api.name)
    const clients = pool?.clients.map(({ id }) => id)
    for (const { issuer, audience } of Object.values(api.authorizers)) {
      expect(issuer).toBe(`http://127.0.0.1:8700/${pool?.id}`)
      expect([...audience].sort()).toEqual([...(clients ?? [])].sort())
    }
    expect(api.routes.length).toBeGreaterThan(0)
  }
})

test('the services’ `POOLS` names the local issuers and the clients that the pools have', () => {
  const variables = stack.functions.flatMap(({ environment }) => environment['POOLS'] ?? [])
  expect(variables.length).toBeGreaterThan(0)
  for (const variable of variables) {
    expect(JSON.parse(variable)).toEqual(
      Object.fromEntries(
        stack.pools.map(({ name, id, clients }) => [
          name,
          {
            issuer: `http://127.0.0.1:8700/${id}`,
            clients: Object.fromEntries(clients.map((client) => [client.id, client.name])),
          },
        ]),
      ),
    )
  }
})

test('table names in the functions’ variables are those of the tables, across stacks', () => {
  const names = stack.tables.map(({ name }) => name)
  const variables = stack.functions.flatMap(({ environment }) =>
    Object.entries(environment).filter(([name]) => name.endsWith('_TABLE')),
  )
  expect(variables.length).toBeGreaterThan(0)
  for (const [, value] of variables) expect(names).toContain(value)
})

test('each function’s code is there, and each pool’s trigger is one of the functions', () => {
  for (const { assetPath } of stack.functions) expect(readdirSync(assetPath).join(' ')).toMatch(/index\.[mc]js/)
  for (const { trigger } of stack.pools) {
    expect(stack.functions.map(({ logicalId }) => logicalId)).toContain(trigger?.functionLogicalId)
    expect(trigger?.version).toBe('V3_0')
  }
})

test('machines have a secret and an organization, the clients of people have neither', () => {
  for (const { kind, secret, org } of stack.pools.flatMap(({ clients }) => clients)) {
    expect([kind === 'machine', secret !== undefined, org !== undefined]).toEqual(Array(3).fill(kind === 'machine'))
  }
})

test('each pool’s trigger is told its pool’s clients', () => {
  for (const { name, clients, trigger } of stack.pools) {
    const own = stack.functions.find(({ logicalId }) => logicalId === trigger?.functionLogicalId)
    expect(own?.environment['POOL']).toBe(name)
    expect(JSON.parse(own?.environment['CLIENT_DIRECTORY'] ?? '')).toEqual(
      Object.fromEntries(clients.map((one) => [one.name, one.id])),
    )
  }
})

const first = (type: string, change: (properties: Record<string, unknown>) => void) => (template: RawTemplate) => {
  const [properties] = propertiesOf(template, type)
  if (properties !== undefined) change(properties)
}

test.each<[string, (template: RawTemplate) => void, RegExp]>([
  [
    'an authorizer of a foreign issuer',
    first('AWS::ApiGatewayV2::Authorizer', (one) => {
      one['JwtConfiguration'] = {
        Audience: ['x'],
        Issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Foreign',
      }
    }),
    /^Fleet\/\w+\/Properties\.JwtConfiguration\.Issuer: it is the issuer of no user pool/,
  ],
  [
    'an authorizer without audience, which would take every client',
    first('AWS::ApiGatewayV2::Authorizer', (one) => {
      one['JwtConfiguration'] = { Audience: [], Issuer: 'x' }
    }),
    /^Fleet\/\w+\/Properties\.JwtConfiguration\.Audience: missing or malformed/,
  ],
  [
    'a route with an authorization that is not emulated',
    first('AWS::ApiGatewayV2::Route', (one) => {
      one['AuthorizationType'] = 'AWS_IAM'
    }),
    /Properties\.AuthorizationType: missing or malformed/,
  ],
  [
    'a JWT route without authorizer',
    first('AWS::ApiGatewayV2::Route', (one) => {
      delete one['AuthorizerId']
    }),
    /Properties\.AuthorizerId: the authorization type `JWT` needs an authorizer/,
  ],
  [
    'an open route with scopes',
    first('AWS::ApiGatewayV2::Route', (one) => {
      one['AuthorizationType'] = 'NONE'
    }),
    /Properties\.AuthorizationScopes: scopes need the authorization type `JWT`/,
  ],
  [
    'a route of no API',
    first('AWS::ApiGatewayV2::Route', (one) => {
      one['ApiId'] = 'gone'
    }),
    /Properties\.ApiId: it names no `AWS::ApiGatewayV2::Api` of the template/,
  ],
  [
    'an app client of no pool',
    first('AWS::Cognito::UserPoolClient', (one) => {
      one['UserPoolId'] = 'gone'
    }),
    /Properties\.UserPoolId: it names no `AWS::Cognito::UserPool` of the template/,
  ],
  [
    'a route to nowhere',
    first('AWS::ApiGatewayV2::Route', (one) => {
      one['Target'] = 'integrations/nothing'
    }),
    /Properties\.Target: it names no `AWS::ApiGatewayV2::Integration`/,
  ],
  [
    'a pool’s trigger that is no function',
    first('AWS::Cognito::UserPool', (one) => {
      one['LambdaConfig'] = { PreTokenGenerationConfig: { LambdaArn: 'arn:x', LambdaVersion: 'V3_0' } }
    }),
    /PreTokenGenerationConfig: it names no `AWS::Lambda::Function`/,
  ],
  [
    'a function whose variable refers to nothing',
    first('AWS::Lambda::Function', (one) => {
      one['Environment'] = { Variables: { POOL: { Ref: 'Gone' } } }
    }),
    /^Fleet\/\w+\/Properties\.Environment\.Variables\.POOL: the stack has no resource or parameter `Gone`/,
  ],
  [
    'a function without code',
    first('AWS::Lambda::Function', (one) => {
      one['Code'] = { S3Bucket: 'b', S3Key: 'gone.zip' }
    }),
    /Properties\.Code\.S3Key: the cloud assembly has no such asset/,
  ],
])('%s stops the start with its place', (_, change, message) => {
  expect(() => resolveChanged(change)).toThrow(message)
})

test('a route without scopes and a `$default` route are resolved as they are, so that their danger shows', () => {
  const changed = resolveChanged(
    first('AWS::ApiGatewayV2::Route', (one) => {
      one['RouteKey'] = '$default'
      one['AuthorizationType'] = 'NONE'
      delete one['AuthorizationScopes']
      delete one['AuthorizerId']
    }),
  )
  expect(changed.apis[0]?.routes[0]).toMatchObject({
    key: '$default',
    path: '$default',
    scopes: [],
    authorizer: undefined,
  })
})

test('a cloud assembly that is not there, or not whole, is one clear line', () => {
  expect(() => loadAssembly('/nowhere')).toThrow('`manifest.json` does not exist')
  const copy = assembly.changed(() => {})
  rmSync(join(copy, 'FleetData.template.json'))
  expect(() => loadAssembly(copy)).toThrow('`FleetData.template.json` does not exist')
})
