import {
  AdminListGroupsForUserCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetUserPoolMfaConfigCommand,
  ListGroupsCommand,
  ListUserPoolsCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { givenWorld } from '../testing/given-world.ts'
import { plain, shop } from '../testing/pools.ts'
import type { World } from '../testing/world.ts'

let world: World
givenWorld((given) => {
  world = given
})
const UserPoolId = shop.id

test('all pools are listed, over pages', async () => {
  const first = await world.sdk.send(new ListUserPoolsCommand({ MaxResults: 1 }))
  expect(first.UserPools).toEqual([{ Id: shop.id, Name: shop.title }])
  const rest = await world.sdk.send(new ListUserPoolsCommand({ MaxResults: 60, NextToken: first.NextToken }))
  expect([rest.UserPools, rest.NextToken]).toEqual([[{ Id: plain.id, Name: plain.title }], undefined])
  const forged = world.sdk.send(new ListUserPoolsCommand({ MaxResults: 1, NextToken: 'forged' }))
  await expect(forged).rejects.toMatchObject({ name: 'InvalidParameterException' })
})

test('a domain leads to its pool and back, and one that nobody has to none', async () => {
  const { UserPool } = await world.sdk.send(new DescribeUserPoolCommand({ UserPoolId }))
  expect(UserPool?.Domain).toBe(shop.domainPrefix)
  const about = (Domain: string) => world.sdk.send(new DescribeUserPoolDomainCommand({ Domain }))
  expect((await about(shop.domainPrefix)).DomainDescription).toMatchObject({ UserPoolId, Status: 'ACTIVE' })
  expect((await about('nobodys')).DomainDescription).toEqual({})
})

test('the second factor is as the pool is now', async () => {
  const mfa = async () => (await world.sdk.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).MfaConfiguration
  expect(await mfa()).toBe(shop.mfa)
  const changed = shop.mfa === 'OPTIONAL' ? 'OFF' : 'OPTIONAL'
  await world.sdk.send(new UpdateUserPoolCommand({ UserPoolId, MfaConfiguration: changed }))
  expect(await mfa()).toBe(changed)
})

test('there are no groups, of a pool and of a person who exist', async () => {
  expect((await world.sdk.send(new ListGroupsCommand({ UserPoolId }))).Groups).toEqual([])
  const groups = (Username: string) => world.sdk.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }))
  expect((await groups(world.person.sub)).Groups).toEqual([])
  await expect(groups('nobody@shop.example')).rejects.toMatchObject({ name: 'UserNotFoundException' })
  await expect(world.sdk.send(new ListGroupsCommand({ UserPoolId: 'us-east-1_None' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
})
