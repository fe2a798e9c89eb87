import {
  CreateResourceServerCommand,
  DeleteResourceServerCommand,
  DescribeUserPoolCommand,
  ListResourceServersCommand,
  UpdateResourceServerCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { shop } from '../testing/pools.ts'
import { sdkSignIn } from '../testing/sdk.ts'
import { startWorld, type World } from '../testing/world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const UserPoolId = shop.id
const trigger = { LambdaArn: shop.trigger?.arn, LambdaVersion: 'V3_0' as const }
const described = async () => (await world.sdk.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool

test('a pool is described with its plan, its trigger and its second factor', async () => {
  expect(await described()).toMatchObject({
    Id: shop.id,
    Name: 'a-shop',
    UserPoolTier: 'ESSENTIALS',
    MfaConfiguration: 'OFF',
    LambdaConfig: { PreTokenGenerationConfig: trigger },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    UsernameConfiguration: { CaseSensitive: false },
  })
  const schema = (await described())?.SchemaAttributes ?? []
  const mutable = new Map(schema.map(({ Name, Mutable }) => [Name, Mutable]))
  expect([mutable.get('custom:tenant'), mutable.get('email'), mutable.has('tenant')]).toEqual([false, true, false])
})

test('a trigger of another kind is told and never run, and an update that leaves out who makes users lets anybody', async () => {
  const LambdaConfig = { PreTokenGenerationConfig: trigger, PreAuthentication: trigger.LambdaArn }
  await world.sdk.send(new UpdateUserPoolCommand({ UserPoolId, LambdaConfig }))
  expect(await described()).toMatchObject({ LambdaConfig, AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } })
  await sdkSignIn(world)
  expect(world.events).toHaveLength(1)
})

test('an update that does not name the trigger takes it away, at once, and one that names it brings it back', async () => {
  await world.sdk.send(new UpdateUserPoolCommand({ UserPoolId, MfaConfiguration: 'OPTIONAL' }))
  const { LambdaConfig, MfaConfiguration } = (await described()) ?? {}
  expect([LambdaConfig?.PreTokenGenerationConfig, LambdaConfig?.PreTokenGeneration, MfaConfiguration]).toEqual([
    undefined,
    undefined,
    'OPTIONAL',
  ])
  await sdkSignIn(world)
  expect(world.events).toEqual([])
  const PreTokenGenerationConfig = trigger
  await world.sdk.send(new UpdateUserPoolCommand({ UserPoolId, LambdaConfig: { PreTokenGenerationConfig } }))
  await sdkSignIn(world)
  expect(world.events).toHaveLength(1)
})

test('the old property alone makes a trigger of version V1_0', async () => {
  const LambdaConfig = { PreTokenGeneration: 'arn:aws:lambda:us-east-1:000000000000:function:other' }
  await world.sdk.send(new UpdateUserPoolCommand({ UserPoolId, LambdaConfig }))
  expect((await described())?.LambdaConfig?.PreTokenGenerationConfig).toEqual({
    LambdaArn: LambdaConfig.PreTokenGeneration,
    LambdaVersion: 'V1_0',
  })
})

test('resource servers are taken as a whole, and listed page by page', async () => {
  const Identifier = 'orders'
  const Scopes = [{ ScopeName: 'read', ScopeDescription: 'Look' }]
  await world.sdk.send(new UpdateResourceServerCommand({ UserPoolId, Identifier, Name: 'Orders', Scopes }))
  await world.sdk.send(new CreateResourceServerCommand({ UserPoolId, Identifier: 'more', Name: 'More' }))
  const first = await world.sdk.send(new ListResourceServersCommand({ UserPoolId, MaxResults: 1 }))
  const second = await world.sdk.send(
    new ListResourceServersCommand({ UserPoolId, MaxResults: 1, NextToken: first.NextToken }),
  )
  expect([first.ResourceServers, second.ResourceServers, second.NextToken]).toEqual([
    [{ UserPoolId, Identifier, Name: 'Orders', Scopes }],
    [{ UserPoolId, Identifier: 'more', Name: 'More', Scopes: [] }],
    undefined,
  ])
  await world.sdk.send(new DeleteResourceServerCommand({ UserPoolId, Identifier: 'more' }))
  const left = await world.sdk.send(new ListResourceServersCommand({ UserPoolId }))
  expect(left.ResourceServers).toHaveLength(1)
})

test.each([
  [
    'a resource server that exists already',
    new CreateResourceServerCommand({ UserPoolId, Identifier: 'orders', Name: 'O' }),
    'InvalidParameterException',
  ],
  [
    'a resource server that does not exist',
    new DeleteResourceServerCommand({ UserPoolId, Identifier: 'none' }),
    'ResourceNotFoundException',
  ],
  [
    'more than 50 on a page',
    new ListResourceServersCommand({ UserPoolId, MaxResults: 51 }),
    'InvalidParameterException',
  ],
  [
    'a page that nobody gave out',
    new ListResourceServersCommand({ UserPoolId, NextToken: '9' }),
    'InvalidParameterException',
  ],
  [
    'a pool that does not exist',
    new ListResourceServersCommand({ UserPoolId: 'us-east-1_None' }),
    'ResourceNotFoundException',
  ],
])('%s is refused', async (_, call, name) => {
  // The cast is safe: all of them are commands of this client, whose types differ in their answers alone.
  await expect(world.sdk.send(call as ListResourceServersCommand)).rejects.toMatchObject({ name })
})
