/**
 * `scopes drift` on a local stack of its own: what somebody changes by hand really changes what the stack lets through, and
 * the command names it, says whether it opens, and who must act.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { sdkVersion } from '@scopegate/analysis/ledger/index'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { allClients, allPools, operationsOf } from '../support/contract.ts'
import { inApiGateway } from './drift/in-api-gateway.ts'
import { inCognito } from './drift/in-cognito.ts'
import type { Plant } from './drift/plant.ts'
import { World } from './drift/world.ts'

const plants: readonly Plant[] = [...inCognito, ...inApiGateway]

let world: World
beforeAll(async () => {
  world = await World.start(inject('cloudAssembly'))
})
afterAll(() => world.stop())

/** Counted from the contract: a new operation is no reason to change this test. */
const routes = allPools.reduce((all, pool) => all + operationsOf(pool).length, 0)

test('a fresh deployment is in sync', async () => {
  expect(await world.drift()).toEqual({
    code: 0,
    err: '',
    out: `In sync: ${allPools.length} user pools with ${allClients.length} app clients and ${allPools.length} APIs with ${routes} routes are as the contract that was deployed says.\nSettings that AWS added after its SDK ${sdkVersion} are unknown to this check.\n`,
  })
  expect(await world.report()).toMatchObject({ ahead: false, inSync: true, differences: [] })
  expect(await world.report('--with', 'tree')).toMatchObject({
    ahead: false,
    comparedWith: 'working tree',
    inSync: true,
  })
})

test.each(plants)('$what is named, with who must act, until it is put back', async (plant: Plant) => {
  const undo = await plant.plant(world)
  try {
    const { differences } = await world.report()
    expect(differences.map(({ kind, direction }) => [kind, direction])).toEqual(
      plant.found.map(([kind, direction]) => [kind, direction]),
    )
    for (const [index, [, , place]] of plant.found.entries()) expect(differences[index]?.place).toContain(place)
    const [first] = differences
    expect(first).toMatchObject({
      cause: plant.cause ?? 'changed by hand',
      who: plant.who ?? 'ops, in AWS',
    })
    expect(`${first?.act} ${first?.command}`).toContain(plant.advice)
  } finally {
    await undo()
  }
  expect(await world.report()).toMatchObject({ inSync: true, differences: [] })
})

const root = fileURLToPath(new URL('../../', import.meta.url))
const page = readFileSync(join(root, 'docs/command-line.md'), 'utf8')
const example = /^```\n(1 difference [^]*?)^```$/m.exec(page)?.[1] ?? ''

test('the page lists the IAM actions that the command needs, and no other', () => {
  const sources = globSync('packages/cli/{aws,drift}/*.ts', { cwd: root, exclude: ['**/*.test.ts'] })
  const text = sources.map((path) => readFileSync(join(root, path), 'utf8')).join('')
  const needed = [...text.matchAll(/'((?:cloudformation|cognito-idp|apigateway):\w+)'/g)].map(([, action]) => action)
  const listed = [...page.matchAll(/`((?:cloudformation|cognito-idp|apigateway):\w+)`/g)].map(([, action]) => action)
  expect(new Set(listed)).toEqual(new Set(needed))
})

const walletOf = (headers: Record<string, string> = {}) => fetch(`${world.url('merchant')}/v1/wallet`, { headers })

test('a route that is opened by hand lets callers past the gateway, and the service still refuses them', async () => {
  const before = await walletOf()
  expect([before.status, await before.json()]).toEqual([401, { message: 'Unauthorized' }])
  const undo = await world.changeRoute('merchant', 'GET /v1/wallet', { AuthorizationType: 'NONE' })
  const opened = await walletOf()
  expect([opened.status, await opened.json()]).toMatchObject([401, { code: 'token_missing' }])
  const { out } = await world.drift()
  // The page shows this very answer of AWS, where ids are others and nothing restarts.
  const [shown, printed] = [example, out].map((text) =>
    (text.split('\nA restart')[0] ?? '')
      .replaceAll(/(--(?:api|route|authorizer)-id) \w+/g, '$1 …')
      .replace(/ --endpoint-url \S+/, '')
      .trimEnd(),
  )
  expect(printed).toBe(shown)
  await undo()
  expect(await (await walletOf()).json()).toEqual({ message: 'Unauthorized' })
})

async function machineToken(scope: string): Promise<unknown> {
  const { id, secret = '' } = world.client('globex-kiosk')
  const answer = await fetch(`${world.stack.file.pools['partner']?.domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  })
  // The cast is safe: both answers of the endpoint are JSON objects.
  const { access_token: token, error } = (await answer.json()) as Record<string, string>
  return token === undefined ? error : (decodeJwt(token)['scope'] ?? '')
}

test('a scope that is given by hand is granted as soon as the trigger is gone, and both are named', async () => {
  const scope = 'wallet/write:wallet'
  expect(await machineToken(scope)).toBe('invalid_scope')
  const plant = plants.find(({ found }) => found.some(([kind]) => kind === 'client_scope_extra'))
  const undo = await plant?.plant(world)
  // Cognito would grant it now. The trigger knows the contract and takes it away.
  expect(await machineToken(scope)).toBe('')
  const bringBack = await world.changePool('partner', { LambdaConfig: {} })
  expect(await machineToken(scope)).toBe(scope)
  const { differences } = await world.report()
  expect(differences.map(({ kind }) => kind)).toEqual(['pool_trigger', 'scope_extra', 'client_scope_extra'])
  await bringBack()
  await undo?.()
  expect(await machineToken(scope)).toBe('invalid_scope')
})

test('pages of everyone are let in at once', async () => {
  const preflight = async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'GET' }
    const answer = await fetch(`${world.url('merchant')}/v1/wallet`, { method: 'OPTIONS', headers })
    return answer.headers.get('access-control-allow-origin')
  }
  // An explicit route with an authorizer has no OPTIONS of its own: the API answers.
  expect(await preflight()).toBeNull()
  const plant = plants.find(({ what }) => what === 'pages of everyone')
  const undo = await plant?.plant(world)
  expect(await preflight()).toBe('*')
  await undo?.()
  expect(await preflight()).toBeNull()
})

test('a client that is made by hand gets no token, because the trigger does not know it', async () => {
  const UserPoolId = world.poolId('merchant')
  const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH' as const]
  const create = new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'by-hand', ExplicitAuthFlows })
  const { ClientId } = (await world.cognito.send(create)).UserPoolClient ?? {}
  const owner = world.stack.file.users.find(({ pool }) => pool === 'merchant')
  const AuthParameters = { USERNAME: owner?.username ?? '', PASSWORD: owner?.password ?? '' }
  const signIn = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })
  await expect(world.cognito.send(signIn)).rejects.toMatchObject({ name: 'UserLambdaValidationException' })
  await world.cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }))
})

test('more clients than a page holds are all named', async () => {
  const UserPoolId = world.poolId('admin')
  const made: (string | undefined)[] = []
  for (let index = 0; index < 61; index++) {
    const create = new CreateUserPoolClientCommand({ UserPoolId, ClientName: `made-${index}` })
    made.push((await world.cognito.send(create)).UserPoolClient?.ClientId)
  }
  const { differences } = await world.report()
  expect(differences.map(({ kind }) => kind)).toEqual(made.map(() => 'client_extra'))
  for (const ClientId of made) await world.cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }))
})

test('neither a secret nor a control character of somebody’s name gets into the answer', async () => {
  const UserPoolId = world.poolId('admin')
  const create = new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'x', GenerateSecret: true })
  const { ClientId, ClientSecret = 'none' } = (await world.cognito.send(create)).UserPoolClient ?? {}
  const undo = await world.changeClient('admin-portal', { LogoutURLs: ['https://x.example/\u001B[2Jgone'] })
  const secrets = [ClientSecret, ...Object.values(world.stack.file.clients).flatMap(({ secret }) => secret ?? [])]
  for (const args of [[], ['--json']]) {
    const { code, out, err } = await world.drift(...args)
    expect([code, err, out.includes('\u001B')]).toEqual([1, '', false])
    for (const secret of secrets) expect(out).not.toContain(secret)
  }
  await undo()
  await world.cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }))
})

test('a client that was deleted by hand is named, and no command would bring its secret back', async () => {
  const UserPoolId = world.poolId('partner')
  const { id: ClientId, secret = '' } = world.client('acme-fulfilment')
  const { UserPoolClient } = await world.cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))
  expect(UserPoolClient?.ClientSecret).toBe(secret)
  await world.cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }))
  expect((await world.report()).differences).toMatchObject([
    { kind: 'client_missing', direction: 'closes', cause: 'deleted by hand', command: null },
  ])
})
