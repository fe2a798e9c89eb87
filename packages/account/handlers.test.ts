import { UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { accountOperations, indexOf } from '@scopegate/contract'
import { documentClient } from '@scopegate/dynamo'
import { type Caller, createApp } from '@scopegate/http'
import { machine, person, testApi } from '@scopegate/testing'
import { contract } from '@scopegate/testing/fleet/contract'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { accountHandlers } from './handlers.ts'
import { createOrganizations } from './organizations.ts'
import type { FindProfile } from './profiles.ts'

const aws = mockClient(DynamoDBDocumentClient)
afterEach(() => aws.reset())

const { clients, operationsOf, scopesOfClient } = indexOf(contract)
const amy = person(contract, { pool: 'garage', role: 'owner', org: 'org_north', sub: 'sub-amy' })
const operator = person(contract, { pool: 'admin', role: 'operator' })
const nobody: FindProfile = async () => undefined

const handlersWith = (findProfile: FindProfile) => {
  const terms = { country: z.enum(['DE', 'FR']) }
  const organizations = createOrganizations({
    client: documentClient({}),
    table: 'Organizations',
    terms,
    now: Date.now,
  })
  return accountHandlers(contract, { organizations, findProfile, now: Date.now })
}
const account = (findProfile: FindProfile) => testApi(contract, handlersWith(findProfile))

test.each([
  { who: 'an owner', as: amy, pool: 'garage', expected: { kind: 'user', org: 'org_north', role: 'owner' } },
  { who: 'an operator', as: operator, pool: 'admin', expected: { kind: 'unbound', role: 'operator' } },
  {
    who: 'a machine',
    as: machine(contract, 'north-fulfilment'),
    pool: 'partner',
    expected: { kind: 'machine', org: 'org_north', role: 'partner', client: 'north-fulfilment' },
  },
])('getAccess tells $who what the token may do', async ({ as, pool, expected }) => {
  const api = await account(nobody)
  const answer = await api.as(as).get('/v1/access')
  expect(answer.status).toBe(200)
  // The cast is safe: what is not there fails the expectations below.
  const report = (await answer.json()) as {
    org?: string
    expires_in: number
    operations: Record<'allowed' | 'refused', { id: string }[]>
  }
  expect(report).toMatchObject({ pool, ...expected })
  expect('org' in report).toBe('org' in expected)
  expect(report.expires_in).toBeGreaterThan(0)
  const { allowed, refused } = report.operations
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).toSorted()
  expect(ids([...allowed, ...refused])).toEqual(ids(operationsOf(pool)))
})

test('getProfile looks the caller up by pool and sub, and by nothing that the request says', async () => {
  const asked: unknown[] = []
  const api = await account(async (...question) => {
    asked.push(question)
    return { sub: 'sub-amy', name: 'Amy' }
  })
  expect([(await api.as(amy).get('/v1/me?sub=other')).status, asked]).toEqual([422, []])
  const answer = await api.as(amy).get('/v1/me')
  expect([answer.status, await answer.json()]).toEqual([200, { sub: 'sub-amy', name: 'Amy' }])
  expect(asked).toEqual([['garage', 'sub-amy']])
})

test('getProfile is 404 for a person who is gone', async () => {
  expect((await (await account(nobody)).as(amy).get('/v1/me')).status).toBe(404)
})

test('getProfile is 503 when Cognito throttles and 500 when we ask wrongly', async () => {
  const failing = (error: Error) =>
    account(async () => {
      throw error
    })
  const throttled = await failing(Object.assign(new Error('m'), { name: 'TooManyRequestsException' }))
  expect((await throttled.as(amy).get('/v1/me')).status).toBe(503)
  const wrong = await failing(new UserNotFoundException({ message: 'm', $metadata: {} }))
  expect((await wrong.as(amy).get('/v1/me')).status).toBe(500)
})

test('no machine may hold the scope of getProfile', () => {
  const machines = clients.filter(({ kind }) => kind === 'machine')
  expect(machines.length).toBeGreaterThan(0)
  const { scope } = accountOperations.getProfile.access
  expect(machines.filter(({ name }) => scopesOfClient(name).includes(scope))).toEqual([])
})

test('were a mistake in the contract to give it one, getProfile would refuse it before any look-up', async () => {
  const asked: string[] = []
  const handlers = handlersWith(async (_, sub) => {
    asked.push(sub)
    return { sub }
  })
  // Only the verifier makes callers, and no token makes it make this one: the test puts the mistake behind it.
  const mistaken = {
    kind: 'machine',
    pool: 'partner',
    client: 'north-fulfilment',
    org: 'org_north',
    sub: 'm',
    clientId: 'm',
    role: 'partner',
    scopes: new Set([accountOperations.getProfile.access.scope]),
    expiresAt: 0,
  } as unknown as Caller
  const verify = async () => ({ kind: 'verified', caller: mistaken }) as const
  const app = createApp(contract, handlers, { verify, now: Date.now, log: () => undefined })
  const answer = await app.request('/v1/me', { headers: { authorization: 'Bearer any' } })
  expect([answer.status, await answer.json(), asked]).toEqual([
    403,
    expect.objectContaining({ code: 'caller_kind_refused' }),
    [],
  ])
})

test('getHealth says ok and nothing else, to everyone', async () => {
  const answer = await (await account(nobody)).anonymous.get('/healthz')
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }])
})

test('openOrg answers 201 with the terms, 200 when it is repeated, 409 on other terms, and 422 naming a field', async () => {
  const caller = (await account(nobody)).as(operator)
  const open = (json: unknown) => caller.put('/v1/orgs/org_north', { json })
  const north = { name: 'North', country: 'DE' }
  aws
    .on(PutCommand)
    .resolvesOnce({})
    .rejects(new ConditionalCheckFailedException({ message: 'm', $metadata: {} }))
  const opened = await open(north)
  // The cast is safe: what is not there fails the expectation.
  const body = (await opened.json()) as { opened_at: string }
  expect([opened.status, body]).toEqual([201, { org: 'org_north', ...north, opened_at: expect.any(String) as string }])
  aws.on(GetCommand).resolves({ Item: { ...body } })
  const again = await open(north)
  expect([again.status, await again.json()]).toEqual([200, body])
  const other = await open({ ...north, country: 'FR' })
  expect([other.status, await other.json()]).toMatchObject([409, { code: 'org_conflict' }])
  const wrong = await open({ ...north, country: 'XX' })
  expect([wrong.status, await wrong.json()]).toMatchObject([422, { errors: [{ pointer: '/country' }] }])
})
