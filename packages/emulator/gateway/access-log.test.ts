import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { client, type GatewayHarness, now, startGateway } from '../testing/gateway.ts'

let harness: GatewayHarness
beforeAll(async () => {
  harness = await startGateway()
})
afterEach(() => harness.reset())
afterAll(() => harness.stop())

const person = { sub: 'someone', clientId: client }

test.each<[string, () => Promise<unknown>, object]>([
  [
    'an allowed request',
    async () =>
      harness.get(
        '/scoped',
        await harness.bearer({ ...harness.good(), org_id: 'org_north', role: 'owner', email: 'x' }),
      ),
    { routeKey: 'GET /scoped', status: 200, ...person, org: 'org_north', role: 'owner' },
  ],
  ['an open route', () => harness.get('/open'), { routeKey: 'GET /open', status: 200 }],
  ['an unknown path', () => harness.get('/nowhere?token=secret'), { status: 404, errorMessage: 'Not Found' }],
  [
    'no token',
    () => harness.get('/scoped'),
    {
      routeKey: 'GET /scoped',
      status: 401,
      authorizerError: 'the request has no token',
      errorMessage: 'Unauthorized',
    },
  ],
  [
    'an expired token, whose claims count no more',
    async () => harness.get('/scoped', await harness.bearer({ ...harness.good(), exp: now - 1 })),
    {
      routeKey: 'GET /scoped',
      status: 401,
      authorizerError: 'invalid_token: the token has expired',
      errorMessage: 'Unauthorized',
    },
  ],
  [
    'a good token without the scope',
    async () => harness.get('/scoped', await harness.bearer({ ...harness.good(), scope: 'openid' })),
    {
      routeKey: 'GET /scoped',
      status: 403,
      authorizerError: 'insufficient_scope: expected scopes: [api/a.read api/a.write]',
      errorMessage: 'Forbidden',
      ...person,
    },
  ],
  [
    'a function that fails',
    () => {
      harness.behave = () => ({ ok: false, kind: 'error', errorType: 'TypeError', errorMessage: 'secret' })
      return harness.get('/open')
    },
    {
      routeKey: 'GET /open',
      status: 500,
      errorMessage: 'Internal Server Error',
      integrationError: 'error: TypeError',
    },
  ],
])('the access log has one line for %s', async (_, request, expected) => {
  const answer = (await request()) as { headers: Record<string, string> }
  expect(harness.accesses).toEqual([
    { time: '2027-01-15T08:00:00.000Z', requestId: answer.headers['apigw-requestid'], ...expected },
  ])
})
