/** What must never come out: the token, the person's e-mail, a value that was sent, the words of an error. */
import { indexOf } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { parseBody } from '../input/parse.ts'
import { problemsOf } from '../problem.ts'
import { pathOf, probe } from '../testing/probe.ts'
import { type Claims, email, startTrust, type Trust } from '../testing/trust.ts'
import { createVerifier, type VerifyToken } from '../verify/verify.ts'

let trust: Trust
let verify: VerifyToken

beforeAll(async () => {
  trust = await startTrust()
  verify = createVerifier(trust.contract, trust.pools)
})
afterAll(() => trust.server.close())

const secret = 'correct-horse-battery-staple'

const everything = async (answer: Response, lines: unknown): Promise<string> =>
  `${await answer.text()}\n${JSON.stringify([...answer.headers])}\n${JSON.stringify(lines)}`

const changes: fc.Arbitrary<Claims> = fc.oneof(
  fc.constant({}),
  fc.record({ exp: fc.constantFrom(1, undefined, 'x') }),
  fc.record({ token_use: fc.constantFrom('id', undefined, secret) }),
  fc.record({ client_id: fc.constantFrom(undefined, secret, email) }),
  fc.record({ aud: fc.constantFrom(secret, [secret, email]) }),
  fc.record({ iss: fc.constantFrom(undefined, secret, `https://${secret}.example.test`) }),
  fc.record({ role: fc.constantFrom(undefined, secret) }),
  fc.record({ org_id: fc.constantFrom(undefined, secret, email) }),
  fc.record({ scope: fc.constantFrom('', secret, `openid ${email}`) }),
)
const headerChanges = fc.constantFrom<Record<string, unknown>>(
  {},
  { kid: secret },
  { kid: undefined },
  { alg: 'RS512' },
  { typ: secret },
)

test('no answer and no log line contains the token, any part of it, or what it says of the person', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...indexOf(contract).operations),
      changes,
      headerChanges,
      fc.boolean(),
      async ({ operation: { method, path } }, claims, header, twice) => {
        const token = await trust.token('garage-web', { name: secret, ...claims }, header)
        const running = probe(verify)
        const answer = await running.app.request(`${pathOf(path)}?access_token=${token}&q=${secret}`, {
          method,
          headers: {
            authorization: twice ? `Bearer ${token}, Bearer ${token}` : `Bearer ${token}`,
            'x-id-token': token,
          },
        })
        const out = await everything(answer, running.lines)
        for (const part of [token, ...token.split('.'), email, secret]) expect(out).not.toContain(part)
      },
    ),
    { numRuns: 200 },
  )
})

test.each<[string, unknown, number, string]>([
  ['an error', new Error(secret), 500, 'internal'],
  [
    'an error with a telling name',
    Object.assign(new Error(secret), { name: secret.replaceAll('-', ' ') }),
    500,
    'internal',
  ],
  ['a chain of errors', new Error(secret, { cause: new TypeError(secret, { cause: secret }) }), 500, 'internal'],
  ['an outage', Object.assign(new Error(secret), { name: 'ThrottlingException' }), 503, 'dependency_unavailable'],
  [
    'a problem with a cause',
    problemsOf(contract.problems)('deposit_insufficient', { cause: new Error(secret) }),
    409,
    'deposit_insufficient',
  ],
  ['a string', secret, 500, 'internal'],
  ['nothing', undefined, 500, 'internal'],
])('a handler that throws %s tells nobody its words', async (_, thrown, status, code) => {
  const running = probe(verify, () => {
    // oxlint-disable-next-line typescript/only-throw-error -- a library may throw anything
    throw thrown
  })
  const answer = await running.app.request('/v1/deposit', {
    headers: { authorization: `Bearer ${await trust.token('garage-web')}` },
  })
  const retryAfter = answer.headers.get('retry-after')
  const out = await everything(answer, running.lines)
  expect(answer.status).toBe(status)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(retryAfter === null).toBe(status !== 503)
  expect(out).not.toContain(secret)
  expect(out).not.toContain(secret.replaceAll('-', ' '))
  expect(running.lines).toMatchObject([{ decision: 'allow', problem: code, status }])
})

test('a handler without an answer is a 500 with its log line', async () => {
  // The cast is the mistake that this is about.
  const running = probe(verify, () => undefined as unknown as Response)
  const answer = await running.app.request('/healthz')
  expect([answer.status, await answer.json()]).toMatchObject([500, { code: 'internal' }])
  expect(running.lines).toMatchObject([{ problem: 'internal', status: 500 }])
})

test('a refused body is answered with its fields and without its values', async () => {
  const schema = z.strictObject({
    amount: z.int().positive(),
    currency: z.enum(['EUR', 'USD']),
    note: z.string().max(5).optional(),
  })
  const running = probe(verify, async (c) => c.json(await parseBody(c, schema)))
  const answer = await running.app.request('/v1/rentals', {
    method: 'POST',
    headers: { authorization: `Bearer ${await trust.token('garage-web')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ amount: secret, currency: secret, note: secret, extra: secret }),
  })
  const out = await everything(answer, running.lines)
  expect(answer.status).toBe(422)
  expect(out).not.toContain(secret)
  for (const pointer of ['/amount', '/currency', '/note', '/extra']) expect(out).toContain(`"pointer":"${pointer}"`)
})

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('disk full')
    },
  ],
  ['rejects', () => Promise.reject(new Error('disk full'))],
])('a log that %s does not change the answer', async (_, log) => {
  const { createApp } = await import('./app.ts')
  const respond = () => new Response('ok')
  const account = { getAccess: respond, getProfile: respond, getHealth: respond, openOrg: respond }
  const app = createApp(contract, account, { verify, now: Date.now, log })
  expect((await app.request('/healthz')).status).toBe(200)
  expect((await app.request('/v1/me')).status).toBe(401)
})
