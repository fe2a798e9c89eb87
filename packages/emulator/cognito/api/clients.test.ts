import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clients, shop } from '../testing/pools.ts'
import { startWorld, type World } from '../testing/world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const UserPoolId = shop.id
const robot = { UserPoolId, ClientId: clients.robot.id }
const robotAsItIs = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['client_credentials' as const],
  AllowedOAuthScopes: ['orders/read', 'orders/write'],
  ExplicitAuthFlows: [],
}

/** What the token endpoint grants the machine. */
async function granted(scope?: string): Promise<unknown> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) })
  const credentials = Buffer.from(`${clients.robot.id}:${encodeURIComponent(clients.robot.secret ?? '')}`)
  const headers = { authorization: `Basic ${credentials.toString('base64')}` }
  const answer = await fetch(`${world.url}/${shop.domainPrefix}/oauth2/token`, { method: 'POST', body, headers })
  // The cast is safe: both answers of the endpoint are JSON objects.
  const { error, access_token: token, expires_in: life } = (await answer.json()) as Record<string, string | number>
  if (typeof token !== 'string') return error
  // The cast is safe: an access token's payload.
  const { scope: carried } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    scope: string
  }
  return { carried, life }
}

test('a client is described as it was stated, its secret among the rest', async () => {
  const { UserPoolClient } = await world.sdk.send(
    new DescribeUserPoolClientCommand({ UserPoolId, ClientId: clients.vault.id }),
  )
  expect(UserPoolClient).toMatchObject({
    ClientId: clients.vault.id,
    ClientSecret: clients.vault.secret,
    AllowedOAuthFlowsUserPoolClient: false,
    AccessTokenValidity: 15,
    IdTokenValidity: 1800,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'seconds' },
    EnableTokenRevocation: true,
    WriteAttributes: ['email', 'name'],
  })
  expect(UserPoolClient).not.toHaveProperty('AllowedOAuthScopes')
})

test('an update holds at once at the token endpoint, and sets back what it is not given', async () => {
  expect(await granted('orders/refund')).toBe('invalid_grant')
  await world.sdk.send(
    new UpdateUserPoolClientCommand({
      ...robot,
      ...robotAsItIs,
      AllowedOAuthScopes: ['orders/refund'],
      EnableTokenRevocation: false,
    }),
  )
  // Cognito’s default: an hour.
  expect(await granted('orders/refund')).toEqual({ carried: 'orders/refund', life: 3600 })
  expect(await granted('orders/read')).toBe('invalid_grant')
  const { UserPoolClient } = await world.sdk.send(new DescribeUserPoolClientCommand(robot))
  expect(UserPoolClient).toMatchObject({
    ClientName: 'robot',
    RefreshTokenValidity: 30,
    EnableTokenRevocation: false,
    PreventUserExistenceErrors: 'LEGACY',
  })
  for (const field of ['AccessTokenValidity', 'ReadAttributes', 'WriteAttributes']) {
    expect(UserPoolClient).not.toHaveProperty(field)
  }
  await world.sdk.send(new UpdateUserPoolClientCommand({ ...robot, ...robotAsItIs }))
  // Inferred: revocation is the one setting that stays.
  expect((await world.sdk.send(new DescribeUserPoolClientCommand(robot))).UserPoolClient).toMatchObject({
    EnableTokenRevocation: false,
  })
})

test('an update that names no sign-in flow gets those of Cognito', async () => {
  const target = { UserPoolId, ClientId: clients.web.id }
  await world.sdk.send(new UpdateUserPoolClientCommand(target))
  expect((await world.sdk.send(new DescribeUserPoolClientCommand(target))).UserPoolClient).toMatchObject({
    ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'],
    AllowedOAuthFlowsUserPoolClient: false,
  })
})

test.each([
  ['a scope that does not exist', { AllowedOAuthScopes: ['orders/nothing'] }, 'ScopeDoesNotExistException'],
  [
    'a second flow beside client credentials',
    { AllowedOAuthFlows: ['code' as const, 'client_credentials' as const] },
    'InvalidOAuthFlowException',
  ],
])('%s is refused, and nothing changes', async (_, change, name) => {
  const update = new UpdateUserPoolClientCommand({ ...robot, ...robotAsItIs, ...change })
  await expect(world.sdk.send(update)).rejects.toMatchObject({ name })
  expect(await granted()).toMatchObject({ carried: 'orders/read orders/write' })
})

test('a client without a secret gets no client credentials', async () => {
  const create = new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'open', ...robotAsItIs })
  await expect(world.sdk.send(create)).rejects.toMatchObject({ name: 'InvalidOAuthFlowException' })
})

test('clients that are made are listed page by page until they are deleted, or the next start', async () => {
  const count = 61
  for (let index = 0; index < count; index++) {
    await world.sdk.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: `made ${index}` }))
  }
  const first = await world.sdk.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60 }))
  const second = await world.sdk.send(
    new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60, NextToken: first.NextToken }),
  )
  const all = [...(first.UserPoolClients ?? []), ...(second.UserPoolClients ?? [])]
  expect([first.UserPoolClients?.length, second.NextToken, all.length]).toEqual([
    60,
    undefined,
    shop.clients.length + count,
  ])
  expect(new Set(all.map(({ ClientId }) => ClientId)).size).toBe(all.length)
  const made = all.find(({ ClientName }) => ClientName === 'made 7')
  await world.sdk.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId: made?.ClientId }))
  const gone = new DescribeUserPoolClientCommand({ UserPoolId, ClientId: made?.ClientId })
  await expect(world.sdk.send(gone)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await world.restart()
  const after = await world.sdk.send(new ListUserPoolClientsCommand({ UserPoolId }))
  expect(after.UserPoolClients).toHaveLength(shop.clients.length)
})

test('none of it is for browsers, or for callers without credentials', async () => {
  const call = (headers: Record<string, string>) =>
    fetch(world.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.DescribeUserPoolClient', ...headers },
      body: JSON.stringify(robot),
    }).then((answer) => answer.text())
  const [nobody, browser] = await Promise.all([
    call({}),
    call({ authorization: 'AWS4-HMAC-SHA256 x', origin: 'https://evil.example' }),
  ])
  expect([nobody, browser].map((text) => /"__type":"(\w+)"/.exec(text)?.[1])).toEqual([
    'MissingAuthenticationTokenException',
    'AccessDeniedException',
  ])
  expect(nobody + browser).not.toContain(clients.robot.secret)
})
