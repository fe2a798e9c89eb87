import {
  AddUserPoolClientSecretCommand,
  DeleteUserPoolClientSecretCommand,
  DescribeUserPoolClientCommand,
  InvalidParameterException,
  LimitExceededException,
  ListUserPoolClientSecretsCommand,
  ResourceNotFoundException,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { secretHash } from '../secrets.ts'
import { post } from '../testing/oauth.ts'
import { clients, shop } from '../testing/pools.ts'
import { auth, credentials } from '../testing/sdk.ts'
import { startWorld, type World } from '../testing/world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const of = (ClientId: string) => ({ UserPoolId: shop.id, ClientId })
const robot = of('robotid')
const own = 'anownsecretof24characters+'

const add = async (target = robot, ClientSecret?: string) =>
  (await world.sdk.send(new AddUserPoolClientSecretCommand({ ...target, ClientSecret }))).ClientSecretDescriptor ?? {}
const list = async (target = robot) =>
  (await world.sdk.send(new ListUserPoolClientSecretsCommand(target))).ClientSecrets ?? []
const remove = (ClientSecretId: string, target = robot) =>
  world.sdk.send(new DeleteUserPoolClientSecretCommand({ ...target, ClientSecretId }))

/** Whether the token endpoint takes the secret. */
const opens = async (client_secret = '') =>
  (await post(world, 'token', { grant_type: 'client_credentials', client_id: 'robotid', client_secret })).status === 200

test('a machine’s secret is replaced without an outage', async () => {
  const first = clients.robot.secret ?? ''
  const { ClientSecretId = '', ClientSecretValue: second = '', ClientSecretCreateDate } = await add()
  expect(ClientSecretId).toMatch(/^robotid--\d+$/)
  expect(ClientSecretCreateDate?.getTime()).toBe(Number(ClientSecretId.split('--')[1]))
  expect([await opens(first), await opens(second)]).toEqual([true, true])
  const [old, next] = await list()
  expect(next).toEqual({ ClientSecretId, ClientSecretCreateDate })
  expect(old).not.toHaveProperty('ClientSecretValue')
  await remove(old?.ClientSecretId ?? '')
  expect([await opens(first), await opens(second), await opens('guess')]).toEqual([false, true, false])
  const { UserPoolClient } = await world.sdk.send(new DescribeUserPoolClientCommand(robot))
  expect(UserPoolClient?.ClientSecret).toBe(second)
})

test('an own value is taken and not repeated, and both secrets make hashes and revoke', async () => {
  const vault = of('vaultid')
  expect(await add(vault, own)).not.toHaveProperty('ClientSecretValue')
  for (const secret of [clients.vault.secret ?? '', own]) {
    const SECRET_HASH = secretHash(secret, world.person.email, 'vaultid')
    const { AuthenticationResult } = await auth(world, { ...credentials(world), SECRET_HASH }, 'vaultid')
    const revoke = { Token: AuthenticationResult?.RefreshToken, ClientId: 'vaultid', ClientSecret: secret }
    await expect(world.sdk.send(new RevokeTokenCommand(revoke))).resolves.toBeDefined()
  }
})

test('there are at most two, and never none', async () => {
  const [only] = await list()
  await expect(remove(only?.ClientSecretId ?? '')).rejects.toBeInstanceOf(InvalidParameterException)
  await expect(remove('robotid--1')).rejects.toBeInstanceOf(ResourceNotFoundException)
  await add()
  await expect(add()).rejects.toBeInstanceOf(LimitExceededException)
  expect(await opens(clients.robot.secret)).toBe(true)
})

test('a public client gets none, and a short value is refused', async () => {
  await expect(add(of('webid'))).rejects.toBeInstanceOf(InvalidParameterException)
  await expect(add(robot, 'short')).rejects.toBeInstanceOf(InvalidParameterException)
  await expect(add(robot, `${own}!`)).rejects.toBeInstanceOf(InvalidParameterException)
})
