import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { idOf, now, startIssuer, type TestIssuer } from '../testing/issuer.ts'
import { run } from '../testing/run.ts'
import type { WhyReport } from '../why/judge.ts'

let issuer: TestIssuer

beforeAll(async () => {
  // The library under the kit's verifier reads the clock itself.
  vi.useFakeTimers({ toFake: ['Date'], now: now * 1000 })
  issuer = await startIssuer()
})
afterAll(async () => {
  vi.useRealTimers()
  await issuer.stop()
})

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

test('why says that a machine may not call an operation for people, as the service does', async () => {
  const token = await issuer.sign({ ...machine, scope: 'account/read:profile' }, 'partner')
  const { says, refusal, next } = await reportOn(token, 'GET /v1/me', '--direct')
  expect(says).toBe('Refused by the service with 403: The operation is for people, and this is a machine’s token')
  expect(refusal).toMatchObject({ check: 'tenancy', reason: 'caller_kind' })
  expect(refusal?.answer.body).toMatchObject({ code: 'caller_kind_refused' })
  expect(next).toBe('sign in as a person')
})

test('why gives a clock that is three seconds ahead what each layer gives it', async () => {
  const token = await issuer.sign({ iat: now + 3 })
  expect([await reasonOf(token, 'GET /v1/fleet', '--direct'), await reasonOf(token, 'GET /v1/fleet')]).toEqual([
    'passes',
    'gateway 401 not_yet_valid',
  ])
})

/** The JSON of `InitiateAuth`, as the AWS CLI prints it. */
const initiated = (accessToken: string) =>
  JSON.stringify({ ChallengeParameters: {}, AuthenticationResult: { AccessToken: accessToken, IdToken: 'a.b.c' } })

test.each<[string, string | null, (token: string) => string]>([
  ['the JSON of InitiateAuth', '`AccessToken` of the JSON', initiated],
  [
    'the JSON of the token endpoint',
    '`access_token` of the JSON',
    (token) => JSON.stringify({ id_token: 'a.b.c', access_token: token, token_type: 'Bearer' }, null, 2),
  ],
  ['the JSON of `scopes token`', '`token` of the JSON', (token) => JSON.stringify({ pool: 'garage', token })],
  [
    'an address with tokens',
    '`access_token` of the parameters',
    (token) => `http://localhost:8790/callback#id_token=a.b.c&access_token=${token}&expires_in=900`,
  ],
  [
    'a command line',
    'the header `Authorization`',
    (token) => `curl -H "Authorization: Bearer ${token}" http://127.0.0.1:8701/v1/fleet`,
  ],
  ['an assignment', 'a part of the text', (token) => `export TOKEN=${token}`],
  ['a quoted line of JSON', 'a part of the text', (token) => `"AccessToken": "${token}",`],
  ['the print of a dictionary', 'a part of the text', (token) => `{'AccessToken': '${token}', 'TokenType': 'Bearer'}`],
  [
    'what Amplify stores',
    'a part of the text',
    (token) => JSON.stringify({ 'CognitoIdentityServiceProvider.x.y.accessToken': token }),
  ],
  ['lines that a terminal broke', 'lines that belong together', (token) => token.replaceAll(/.{76}/g, '$&\n')],
  ['a header', null, (token) => `authorization: Bearer ${token}`],
  ['the scheme and the token', null, (token) => `Bearer ${token}`],
  ['a quoted token', null, (token) => `"${token}"`],
])('why finds the token in %s, and says where: %s', async (_, found, paste) => {
  const token = await issuer.sign()
  expect(await reportOn(paste(token), 'GET /v1/fleet')).toMatchObject({ verdict: 'passes', found })
  const { out } = await ask(paste(token), 'GET /v1/fleet')
  expect(out.includes('; found as ')).toBe(found !== null)
  expect(out).not.toContain(token.slice(0, 20))
})

test('why takes the access token of several tokens, and never a piece of a refresh token', async () => {
  const [access, id] = [await issuer.sign(), await issuer.sign({ token_use: 'id', client_id: undefined })]
  const refresh = `${id}.${'x'.repeat(20)}.${'y'.repeat(20)}`
  expect(await reportOn(`RESULT\t${refresh}\t900\t${id}\t${access}\tBearer`, 'GET /v1/fleet')).toMatchObject({
    verdict: 'passes',
    found: 'a part of the text',
  })
  const { says, found } = await reportOn(refresh, 'GET /v1/fleet')
  expect([says, found]).toEqual([
    'Refused by the gateway with 401: This looks like a refresh token, which no API takes',
    null,
  ])
  expect((await reportOn(`${access.slice(0, 300)}...`, 'GET /v1/fleet')).says).toContain('This is not a token')
})

test('why says that JSON holds no token, and which one an ID token is', async () => {
  const { says } = await reportOn('{"message":"Incorrect username or password."}', 'GET /v1/fleet')
  expect(says).toBe('Refused by the gateway with 401: This is JSON, and no token is found in it')
  const idToken = await issuer.sign({
    token_use: 'id',
    aud: idOf('garage-web'),
    client_id: undefined,
    scope: undefined,
  })
  const report = await reportOn(JSON.stringify({ AuthenticationResult: { IdToken: idToken } }), 'GET /v1/fleet')
  expect(report).toMatchObject({ found: '`IdToken` of the JSON', refusal: { reason: 'id_token' } })
})
