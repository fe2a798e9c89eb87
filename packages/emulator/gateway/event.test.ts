import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, RequestListener } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openAuthority } from '../ports/authority.ts'
import { listenOn } from '../ports/listeners.ts'
import type { ResolvedRoute } from '../template/index.ts'
import { call, listen, type PlainRequest } from '../testing/http.ts'
import { startIssuer, type TestIssuer } from '../testing/issuer.ts'
import { answerOf } from './answer.ts'
import { stringifyClaims } from './event.ts'
import { createGateway } from './index.ts'

const now = 1_800_000_000_123
let issuer: TestIssuer
let answer: RequestListener
let gateway: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  issuer = await startIssuer()
  const route = (key: string, path: string, scopes: string[], authorizer?: string): ResolvedRoute => ({
    id: key,
    integration: 'integ01',
    key,
    path,
    method: 'ANY',
    scopes,
    authorizer,
    functionLogicalId: 'Fn',
  })
  const api = {
    logicalId: 'Api',
    id: 'api1234567',
    name: 'garage',
    title: 'garage-api',
    routes: [
      route('ANY /items/{id}', '/items/{id}', ['api/a'], 'Jwt'),
      route('ANY /unscoped', '/unscoped', [], 'Jwt'),
      route('$default', '$default', []),
    ],
    authorizers: {
      Jwt: {
        title: 'Jwt',
        issuer: issuer.url,
        audience: ['client1'],
        identitySource: '$request.querystring.token',
      },
    },
    cors: undefined,
  }
  const echo = async (_: string, event: unknown) => ({ ok: true as const, payload: event })
  answer = createGateway({ api, invoke: echo, now: () => now, log: () => {}, access: () => {} })
  gateway = await listen(answer)
})
afterAll(async () => {
  await Promise.all([gateway.stop(), issuer.stop()])
})

const claims = () => ({
  iss: issuer.url,
  sub: 'someone',
  client_id: 'client1',
  scope: 'openid api/a',
  version: 2,
  iat: 1_799_999_999,
  exp: 1_800_000_060,
  'cognito:groups': ['staff', 'beta'],
  vip: true,
  nothing: null,
})

async function eventOf(path: string, options: PlainRequest = {}): Promise<Record<string, unknown>> {
  const { body } = await call(gateway.url, path, options)
  return JSON.parse(body) as Record<string, unknown>
}

test('the event of payload format 2.0, whole', async () => {
  const token = await issuer.sign(claims())
  const event = await eventOf(`/items/a%20b?token=${token}&x=1&x=2&y=%26`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Twice': ['one', 'two'],
      Cookie: 'a=1; b=2',
      'User-Agent': 'test',
    },
    body: '{"n":1}',
  })
  const host = new URL(gateway.url).host
  expect(event).toEqual({
    version: '2.0',
    routeKey: 'ANY /items/{id}',
    rawPath: '/items/a b',
    rawQueryString: `token=${token}&x=1&x=2&y=%26`,
    cookies: ['a=1', 'b=2'],
    headers: {
      'content-length': '7',
      'content-type': 'application/json',
      connection: expect.any(String) as unknown,
      host,
      'user-agent': 'test',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': host.split(':')[1],
      'x-forwarded-proto': 'http',
      'x-twice': 'one,two',
    },
    queryStringParameters: { token, x: '1,2', y: '&' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api1234567',
      authorizer: {
        jwt: {
          claims: {
            iss: issuer.url,
            sub: 'someone',
            client_id: 'client1',
            scope: 'openid api/a',
            version: '2',
            iat: '1799999999',
            exp: '1800000060',
            'cognito:groups': '[staff beta]',
            vip: 'true',
          },
          scopes: ['openid', 'api/a'],
        },
      },
      domainName: 'api1234567.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'api1234567',
      http: { method: 'POST', path: '/items/a b', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: expect.stringMatching(/^[A-Za-z0-9+/]{15}=$/) as unknown,
      routeKey: 'ANY /items/{id}',
      stage: '$default',
      time: '15/Jan/2027:08:00:00 +0000',
      timeEpoch: now,
    },
    pathParameters: { id: 'a b' },
    body: '{"n":1}',
    isBase64Encoded: false,
  })
})

test('on a route without scopes the function is told null, whatever the token carries', async () => {
  const event = await eventOf(`/unscoped?token=${await issuer.sign(claims())}`)
  expect(event).toHaveProperty('requestContext.authorizer.jwt.scopes', null)
  expect(event).toHaveProperty('requestContext.authorizer.jwt.claims.scope', 'openid api/a')
})

test.each(['a b', 'x/v1/deposit?', 'evil.example'])('the Host %j does not get into the domain name', async (host) => {
  const event = await eventOf('/x', { headers: { host } })
  expect(event).toMatchObject({
    rawPath: '/x',
    headers: { host, 'x-forwarded-port': new URL(gateway.url).port },
    requestContext: { domainName: 'api1234567.execute-api.us-east-1.amazonaws.com', domainPrefix: 'api1234567' },
  })
})

test('what a request does not have is left out of the event', async () => {
  const event = await eventOf('/plain')
  for (const name of ['cookies', 'queryStringParameters', 'pathParameters', 'body'])
    expect(event).not.toHaveProperty(name)
  expect(event).not.toHaveProperty('requestContext.authorizer')
  expect(event).toMatchObject({ routeKey: '$default', rawQueryString: '', isBase64Encoded: false })
})

test('`authorization` is handed on as it came', async () => {
  expect(await eventOf('/x', { headers: { authorization: 'Bearer a.b.c' } })).toHaveProperty(
    ['headers', 'authorization'],
    'Bearer a.b.c',
  )
})

test.each([
  ['text/plain; charset=utf-8', 'grüße', false],
  ['application/problem+json', '{}', false],
  ['application/x-www-form-urlencoded', 'a=1', true],
  ['application/octet-stream', 'abc', true],
  ['application/json', Buffer.from([0xff, 0xfe]), true],
])('a body of type %s arrives whole', async (type, body, isBase64Encoded) => {
  const event = await eventOf('/x', { method: 'POST', headers: { 'content-type': type }, body })
  expect(event['isBase64Encoded']).toBe(isBase64Encoded)
  expect(Buffer.from(String(event['body']), isBase64Encoded ? 'base64' : 'utf8')).toEqual(Buffer.from(body))
})

test.each<[unknown, string]>([
  [1_800_000_000, '1800000000'],
  [true, 'true'],
  ['a b', 'a b'],
  [['staff', 'beta'], '[staff beta]'],
  [[], '[]'],
  [
    { sign_in_provider: 'password', identities: { email: ['x@example.test'] } },
    'map[identities:map[email:[x@example.test]] sign_in_provider:password]',
  ],
])('the claim %j becomes the text %s', (value, text) => {
  expect(stringifyClaims({ claim: value, gone: null })).toEqual({ claim: text })
})

test.each<[string, unknown, object, string]>([
  [
    'a status, headers and cookies',
    { statusCode: 201, headers: { ETag: '"1"', 'x-n': 1, Connection: 'close' }, cookies: ['a=1'], body: 'x' },
    {
      status: 201,
      cookies: ['a=1'],
      headers: { etag: '"1"', 'x-n': '1', 'content-type': 'text/plain;charset=UTF-8', 'content-length': '1' },
    },
    'x',
  ],
  ['a status as text', { statusCode: '204' }, { status: 204, headers: {} }, ''],
  ['a Base64 body', { statusCode: 200, body: 'aGk=', isBase64Encoded: true }, { status: 200 }, 'hi'],
  [
    'no status: 200 and JSON',
    { leaked: true },
    { status: 200, headers: { 'content-type': 'application/json', 'content-length': '15' } },
    '{"leaked":true}',
  ],
  ['text without a status', 'plain', { status: 200 }, 'plain'],
  ['nothing', null, { status: 200 }, 'null'],
  ['a status out of range', { statusCode: 7 }, { status: 500 }, '{"message":"Internal Server Error"}'],
  [
    'headers that are none',
    { statusCode: 200, headers: { a: {} } },
    { status: 500 },
    '{"message":"Internal Server Error"}',
  ],
])('a result with %s', (_, payload, expected, body) => {
  const answer = answerOf(payload)
  expect(answer).toMatchObject(expected)
  expect(answer.body.toString()).toBe(body)
})

test('the event of a request over TLS says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-event-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { certificate: ca, issue } = await openAuthority(folder, false, Date.now())
  const secure = await listenOn(0, await issue(Date.now()))
  onTestFinished(() => secure.close())
  secure.serve(answer)
  const sent = request(`${secure.url}/any`, { ca, agent: false }).end()
  // Safe: `response` is emitted with the message.
  const [incoming] = (await once(sent, 'response')) as [IncomingMessage]
  expect(await json(incoming)).toMatchObject({ headers: { 'x-forwarded-proto': 'https' } })
})
