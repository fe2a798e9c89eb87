import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  AddUserPoolClientSecretCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  DeleteUserPoolClientSecretCommand,
  ListUserPoolClientSecretsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { refreshTokenGrant } from 'openid-client'
import { expect, test } from 'vitest'
import { Browser } from './testing/browser.ts'
import { destination } from './testing/destination.ts'
import { givenWorld } from './testing/given-world.ts'
import { authorizeUrl, codeFor, exchange, post, signIn } from './testing/oauth.ts'
import { callback, clients, plain, shop } from './testing/pools.ts'
import { sdkRefresh, sdkSignIn, target } from './testing/sdk.ts'
import type { World } from './testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

const keySet = async () =>
  (await (await fetch(`${world.url}/${shop.id}/.well-known/jwks.json`)).json()) as JSONWebKeySet

test('keys, users, refresh tokens, codes and sessions survive a restart', async () => {
  const [browser, before] = [new Browser(), await keySet()]
  const { config, tokens } = await signIn(world, clients.web, 'openid', browser)
  const code = await codeFor(world)
  await world.restart()
  expect(await keySet()).toEqual(before)
  await expect(refreshTokenGrant(config, tokens.refresh_token ?? '')).resolves.toBeDefined()
  await expect(jwtVerify(tokens.access_token, createLocalJWKSet(await keySet()))).resolves.toBeDefined()
  expect((await post(world, 'token', exchange(code))).status).toBe(200)
  expect(destination(await browser.request(authorizeUrl(world)))[0]).toBe(callback)
  await expect(world.sdk.send(new AdminGetUserCommand(target(world)))).resolves.toBeDefined()
})

test('what was revoked or spent stays so after a restart', async () => {
  const { RefreshToken } = await sdkSignIn(world)
  const code = await codeFor(world)
  await post(world, 'token', exchange(code))
  await world.sdk.send(new AdminUserGlobalSignOutCommand(target(world)))
  await world.restart()
  await expect(sdkRefresh(world, RefreshToken)).rejects.toThrow('revoked')
  expect((await post(world, 'token', exchange(code))).status).toBe(400)
})

test('a rotation of secrets survives a restart in each of its steps', async () => {
  const robot = { UserPoolId: shop.id, ClientId: clients.robot.id }
  const list = async () => (await world.sdk.send(new ListUserPoolClientSecretsCommand(robot))).ClientSecrets ?? []
  const opens = async (client_secret = '') =>
    (await post(world, 'token', { grant_type: 'client_credentials', client_id: robot.ClientId, client_secret })).status
  const { ClientSecretDescriptor } = await world.sdk.send(new AddUserPoolClientSecretCommand(robot))
  const [first, second] = [clients.robot.secret, ClientSecretDescriptor?.ClientSecretValue]
  const both = await list()
  world.now += 60_000
  await world.restart()
  expect(await list()).toEqual(both)
  expect([await opens(first), await opens(second)]).toEqual([200, 200])
  const ClientSecretId = both[0]?.ClientSecretId
  await world.sdk.send(new DeleteUserPoolClientSecretCommand({ ...robot, ClientSecretId }))
  await world.restart()
  expect(await list()).toEqual(both.slice(1))
  expect([await opens(first), await opens(second)]).toEqual([400, 200])
  expect(world.cognito.pools()[0]?.clients.find(({ id }) => id === robot.ClientId)?.secret).toBe(second)
})

test('the id of a secret of the template stays over a restart', async () => {
  const vault = { UserPoolId: shop.id, ClientId: clients.vault.id }
  const before = await world.sdk.send(new ListUserPoolClientSecretsCommand(vault))
  world.now += 60_000
  await world.restart()
  const after = await world.sdk.send(new ListUserPoolClientSecretsCommand(vault))
  expect(after.ClientSecrets).toEqual(before.ClientSecrets)
})

test('each pool has two keys of its own', async () => {
  const other = (await (await fetch(`${world.url}/${plain.id}/.well-known/jwks.json`)).json()) as JSONWebKeySet
  const kids = [...(await keySet()).keys, ...other.keys].map(({ kid }) => kid)
  expect(new Set(kids).size).toBe(4)
})

test('nothing on the disk is readable by others or gives a secret away', async () => {
  const { AccessToken, RefreshToken } = await sdkSignIn(world)
  const code = await codeFor(world)
  const files = readdirSync(world.directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map(({ parentPath, name }) => join(parentPath, name))
  expect(paths).toHaveLength(3)
  for (const path of paths) {
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const content = readFileSync(path, 'latin1')
    for (const secret of [world.person.password, RefreshToken, AccessToken, code]) expect(content).not.toContain(secret)
  }
})

test('ensureUser keeps the sub, repairs what the seed names and leaves the rest', async () => {
  const seed = { pool: 'shop', email: 'seed@shop.example', password: 'battery staple 2' }
  const sub = await world.cognito.ensureUser({ ...seed, attributes: { 'custom:tier': 'gold', name: 'Sid' } })
  const changed = { ...seed, password: 'battery staple 3', attributes: { 'custom:tier': 'silver' } }
  expect(await world.cognito.ensureUser(changed)).toBe(sub)
  const { UserAttributes } = await world.sdk.send(new AdminGetUserCommand({ UserPoolId: shop.id, Username: sub }))
  const pairs = UserAttributes?.map(({ Name = '', Value = '' }): [string, string] => [Name, Value]) ?? []
  expect(Object.fromEntries(pairs)).toMatchObject({ 'custom:tier': 'silver', name: 'Sid' })
  expect((await new Browser().signIn(authorizeUrl(world), seed.email, seed.password)).status).toBe(400)
  expect((await new Browser().signIn(authorizeUrl(world), seed.email, changed.password)).status).toBe(303)
})

test('ensureUser changes no attribute that is not mutable, and says how to begin anew', async () => {
  const seed = { pool: 'shop', email: 'fixed@shop.example', password: 'battery staple 2' }
  await world.cognito.ensureUser({ ...seed, attributes: { 'custom:tenant': 'north' } })
  const moved = world.cognito.ensureUser({ ...seed, attributes: { 'custom:tenant': 'south' } })
  await expect(moved).rejects.toThrow(/`shop`: user\.custom:tenant: Attribute cannot be updated\. .*`start --fresh`/)
})

test('ensureUser refuses an unknown pool and a password below the policy', async () => {
  const user = { email: 'x@shop.example', password: 'battery staple 2', attributes: {} }
  await expect(world.cognito.ensureUser({ ...user, pool: 'none' })).rejects.toThrow('no pool')
  await expect(world.cognito.ensureUser({ ...user, pool: 'shop', password: 'x' })).rejects.toThrow('policy')
})

test('two pools with one id, domain or client id are refused at start', async () => {
  await expect(world.restart([shop, { ...plain, id: shop.id }])).rejects.toThrow('stands for two')
  await expect(world.restart([shop, { ...plain, domainPrefix: shop.domainPrefix }])).rejects.toThrow('stands for two')
  await expect(world.restart([shop, { ...plain, clients: [clients.web] }])).rejects.toThrow('stands for two')
  await world.restart()
})
