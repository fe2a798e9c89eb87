import { afterAll, beforeAll, expect, test } from 'vitest'
import { idOf, now, startIssuer, type TestIssuer } from '../testing/issuer.ts'
import { run } from '../testing/run.ts'
import type { WhyReport } from '../why/judge.ts'

let issuer: TestIssuer

beforeAll(async () => {
  issuer = await startIssuer()
})
afterAll(() => issuer.stop())

/** Asks with the token on standard input, at the fixed time. */
const ask = (token: string, request: string, ...flags: readonly string[]) =>
  run(['why', '-', ...request.split(' '), '--pools', issuer.pools, ...flags], {
    now: () => now * 1000,
    stdin: () => Promise.resolve(`${token}\n`),
  })

// The cast is safe: `--json` prints the report.
const reportOn = async (...args: readonly [string, string, ...string[]]) =>
  JSON.parse((await ask(...args, '--json')).out) as WhyReport
const reasonOf = async (...args: readonly [string, string, ...string[]]) => {
  const { verdict, refusal } = await reportOn(...args)
  return refusal === null ? verdict : `${refusal.layer} ${refusal.answer.status} ${refusal.reason}`
}

const at = (request: string, claims: Readonly<Record<string, unknown>>, ...flags: readonly string[]) => ({
  request,
  claims,
  flags,
})
const machine = { sub: idOf('south-kiosk'), client_id: idOf('south-kiosk'), org_id: 'org_south', role: 'partner' }

test.each<[string, string, ReturnType<typeof at>]>([
  ['a scope that was not asked for', 'gateway 403 scope_not_requested', at('GET /v1/rentals', {})],
  ['a scope without its prefix', 'gateway 403 scope_without_prefix', at('GET /v1/rentals', { scope: 'read:rental' })],
  ['a scope that the role may not hold', 'gateway 403 scope_not_of_role', at('GET /v1/deposit', {})],
  [
    'an ID token',
    'gateway 403 id_token',
    at('GET /v1/fleet', { token_use: 'id', aud: idOf('garage-web'), client_id: undefined, scope: undefined }),
  ],
  ['another pool’s token', 'gateway 401 other_pool', at('GET /v1/fleet', {}, '--api', 'partner')],
  ['an unknown issuer', 'gateway 401 issuer_unknown', at('GET /v1/fleet', { iss: 'https://issuer.example' })],
  ['a foreign client', 'gateway 401 foreign_client', at('GET /v1/fleet', { client_id: 'stranger' })],
  ['a foreign audience', 'gateway 401 foreign_audience', at('GET /v1/fleet', { aud: 'https://other.example' })],
  ['an expired token', 'gateway 401 expired', at('GET /v1/fleet', { exp: now })],
  ['a token that never expires', 'gateway 401 expiry_missing', at('GET /v1/fleet', { exp: undefined })],
  ['a token from the future', 'gateway 401 not_yet_valid', at('GET /v1/fleet', { nbf: now + 1 })],
  [
    'a person without organization and scopes',
    'gateway 403 org_missing',
    at('GET /v1/fleet', { org_id: undefined, scope: 'openid' }),
  ],
  [
    'a person without role and scopes',
    'gateway 403 role_missing',
    at('GET /v1/fleet', { role: undefined, scope: 'openid' }),
  ],
  ['a role of another pool', 'service 403 role_invalid', at('GET /v1/fleet', { role: 'operator' })],
  [
    'a person’s token whose subject is the client',
    'service 401 subject',
    at('GET /v1/fleet', { sub: idOf('garage-web') }),
  ],
  ['an operation of another API', 'gateway 404 operation_not_exposed', at('PUT /v1/orgs/org_north', {})],
  ['an unknown path', 'gateway 404 path_unknown', at('GET /v1/deposi', {})],
  ['an unknown method', 'gateway 404 method_unknown', at('DELETE /v1/deposit', {})],
  ['the probe at the gateway', 'gateway 404 operation_not_exposed', at('GET /healthz', {})],
  ['the probe at the service', 'passes', at('GET /healthz', {}, '--direct')],
  ['a broken path', 'gateway 400 path_undecodable', at('GET /v1/fleet/%zz', {})],
  ['a path with dots', 'service 400 path_refused', at('GET /v1/fleet/..', {})],
])('why tells %s apart: %s', async (_, reason, { request, claims, flags }) => {
  expect(await reasonOf(await issuer.sign(claims), request, ...flags)).toBe(reason)
})

test.each([
  ['GET /v1/fleet', { scope: 'account/read:access' }, 'gateway 403 scope_not_of_client'],
  ['GET /v1/deposit', { scope: 'account/read:access' }, 'gateway 403 scope_not_requested'],
  ['GET /v1/deposit', { scope: 'deposit/read:deposit', org_id: 'org_north' }, 'service 403 org_invalid'],
])('why says of a machine that asks %s with %j: %s', async (request, claims, reason) => {
  expect(await reasonOf(await issuer.sign({ ...machine, ...claims }, 'partner'), request)).toBe(reason)
})

test.each([
  ['nothing', '', 'gateway 401 token_missing'],
  ['a word', 'hello', 'gateway 401 not_a_token'],
  ['three words', 'a.b.c', 'gateway 401 not_a_token'],
  ['a refresh token', 'eyJ.a.b.c.d', 'gateway 401 not_a_token'],
  ['more than a header holds', 'x'.repeat(10_300), 'gateway 431 request_too_large'],
])('why tells %s from a token', async (_, text, reason) => {
  expect(await reasonOf(text, 'GET /v1/fleet')).toBe(reason)
})

test('why tells an unknown key, a broken signature and a foreign algorithm apart', async () => {
  const [head, body, signature = ''] = (await issuer.sign()).split('.')
  const changed = `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
  expect([
    await reasonOf(await issuer.sign({}, 'garage', { kid: 'withdrawn' }), 'GET /v1/fleet'),
    await reasonOf(changed, 'GET /v1/fleet'),
    await reasonOf(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`, 'GET /v1/fleet'),
  ]).toEqual(['gateway 401 key_unknown', 'gateway 401 signature', 'gateway 401 algorithm'])
})
