import { expect, test } from 'vitest'
import { ownedBy } from './owned.ts'

const resource = (Type: string, Metadata: Record<string, unknown> = {}, Properties: Record<string, unknown> = {}) => ({
  Type,
  Metadata,
  Properties,
})

const route = (RouteKey: string, Target: unknown) =>
  resource('AWS::ApiGatewayV2::Route', {}, { RouteKey, ApiId: { Ref: 'Api' }, Target })

const template = {
  Metadata: {},
  Resources: {
    Pool: resource(
      'AWS::Cognito::UserPool',
      { 'scopegate:pool': 'shop' },
      { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: { 'Fn::GetAtt': ['Trigger', 'Arn'] } } } },
    ),
    Web: resource('AWS::Cognito::UserPoolClient', { 'scopegate:client': 'web' }),
    Unmarked: resource('AWS::Cognito::UserPoolClient'),
    Unmade: resource('AWS::Cognito::UserPoolClient', { 'scopegate:client': 'unmade' }),
    Api: resource('AWS::ApiGatewayV2::Api', { 'scopegate:pool': 'shop' }),
    Authorizer: resource('AWS::ApiGatewayV2::Authorizer'),
    Integration: resource('AWS::ApiGatewayV2::Integration'),
    Route: route('GET /a', { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] }),
    Elsewhere: route('GET /b', 'integrations/typed'),
    Trigger: resource('AWS::Lambda::Function', { 'scopegate:pool': 'no pool' }),
  },
}

const plain = new Map([
  ['Pool', 'eu-central-1_Abc'],
  ['Web', '1web'],
  ['Unmarked', '1unmarked'],
  ['Api', 'api1'],
  ['Authorizer', 'jwt1'],
  ['Integration', 'call1'],
  ['Route', 'r1'],
  ['Elsewhere', 'r2'],
  ['Trigger', 'shop-trigger'],
])

test('what CloudFormation made goes by its names in the catalog', () => {
  expect(ownedBy(template, plain)).toEqual({
    pools: new Map([['shop', 'eu-central-1_Abc']]),
    clients: new Map([['1web', 'web']]),
    apis: new Map([['shop', 'api1']]),
    routes: new Map([
      [
        'shop',
        new Map([
          ['GET /a', { id: 'r1', target: 'integrations/call1' }],
          ['GET /b', { id: 'r2', target: undefined }],
        ]),
      ],
    ]),
    authorizers: new Set(['jwt1']),
    triggers: new Map([['shop', 'shop-trigger']]),
  })
})

test('an id that holds all of a compound key leads to the same', () => {
  const compound = new Map([
    ...plain,
    ['Web', 'eu-central-1_Abc|1web'],
    ['Authorizer', 'jwt1|api1'],
    ['Route', 'api1|r1'],
    ['Integration', 'call1|api1'],
  ])
  const { clients, authorizers, routes } = ownedBy(template, compound)
  expect(routes).toEqual(ownedBy(template, plain).routes)
  expect([...clients]).toEqual([['1web', 'web']])
  expect(authorizers.has('jwt1')).toBe(true)
})

test('a trigger that the pool names as text goes by that name', () => {
  const here = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:'
  const named = (text: string) => {
    const Properties = { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: { 'Fn::Sub': text } } } }
    return [
      ...ownedBy({ Resources: { ...template.Resources, Pool: { ...template.Resources.Pool, Properties } } }, plain)
        .triggers,
    ]
  }
  expect(named(`${here}shop-trigger`)).toEqual([['shop', 'shop-trigger']])
  for (const other of [
    `${here}\${Trigger}`,
    `${here}shop-trigger:live`,
    here,
    'arn:aws:lambda:eu-central-1:1:function:x',
  ]) {
    expect(named(other)).toEqual([])
  }
})

test('a trigger that is given in another form is not compared, and a stack without pools is refused', () => {
  const { Pool, ...rest } = template.Resources
  for (const LambdaConfig of [undefined, null, { PreTokenGenerationConfig: { LambdaArn: 'arn:aws:lambda:…' } }]) {
    const Resources = { ...rest, Pool: { ...Pool, Properties: { LambdaConfig } } }
    expect(ownedBy({ Resources }, plain).triggers.size).toBe(0)
  }
  expect(() => ownedBy({ Resources: rest }, plain)).toThrow('The stack has no user pool of this project')
})
