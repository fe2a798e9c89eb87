import { UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider'
import { accountHandlers, createOrganizations, type FindProfile } from '@scopegate/account'
import { documentClient } from '@scopegate/dynamo'
import { operationsOf } from '@scopegate/scopes/exposure'
import { expect, test } from 'vitest'
import { machine, operator, testApi, user } from '../support/principals.ts'

const amy = user({ role: 'owner', org: 'org_acme', sub: 'sub-amy' })

const account = (findProfile: FindProfile) => {
  const client = documentClient({ DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' })
  const organizations = createOrganizations({ client, table: 'none', terms: {}, now: Date.now })
  return testApi(accountHandlers({ organizations, findProfile, now: Date.now }))
}
const nobody: FindProfile = async () => undefined

test.each([
  { who: 'an owner', as: amy, pool: 'merchant', expected: { kind: 'user', org: 'org_acme', role: 'owner' } },
  { who: 'an operator', as: operator(), pool: 'admin', expected: { kind: 'unbound', role: 'operator' } },
  {
    who: 'a machine',
    as: machine('acme-fulfilment'),
    pool: 'partner',
    expected: { kind: 'machine', org: 'org_acme', role: 'partner', client: 'acme-fulfilment' },
  },
] as const)('getAccess tells $who what the token may do', async ({ as, pool, expected }) => {
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
  expect([...allowed, ...refused].map(({ id }) => id).toSorted()).toEqual(operationsOf(pool).toSorted())
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
  expect(asked).toEqual([['merchant', 'sub-amy']])
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

test('getHealth says ok and nothing else, to everyone', async () => {
  const answer = await (await account(nobody)).anonymous.get('/healthz')
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }])
})
