import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readJson } from './input/body.ts'
import { type GatewayEvent, type GatewayResult, toLambda } from './lambda.ts'
import { type Probe, probe } from './testing/probe.ts'
import { startTrust, type Trust } from './testing/trust.ts'
import { createVerifier } from './verify/verify.ts'

let trust: Trust
let token: string

beforeAll(async () => {
  trust = await startTrust()
  token = await trust.token('garage-web')
})
afterAll(() => trust.server.close())

interface Shape {
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly base64?: boolean
  readonly more?: Record<string, unknown>
}

/** An event as an HTTP API writes it (aws-facts §E.3, §E.4). */
const eventOf = ({
  method = 'GET',
  path = '/v1/fleet',
  query = '',
  headers = {},
  body,
  base64 = false,
  more = {},
}: Shape) => ({
  version: '2.0',
  routeKey: `${method} ${path}`,
  rawPath: path,
  rawQueryString: query,
  headers: { host: 'abc.execute-api.us-east-1.amazonaws.com', ...headers },
  ...(body === undefined ? {} : { body }),
  isBase64Encoded: base64,
  requestContext: {
    requestId: 'JKJaXmPLvHcESHA=',
    domainName: 'abc.execute-api.us-east-1.amazonaws.com',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'x' },
    ...more,
  },
})

async function invoke(shape: Shape): Promise<Probe & { readonly answer: GatewayResult; readonly body: unknown }> {
  const running = probe(createVerifier(trust.contract, trust.pools), async (c) =>
    ['POST', 'PUT'].includes(c.req.method)
      ? c.json(await readJson(c.req.raw))
      : c.json({ path: c.req.path, query: c.req.query(), org: c.get('org') ?? null }),
  )
  const answer = await toLambda(running.app)(eventOf(shape))
  return { ...running, answer, body: answer.body === '' ? undefined : (JSON.parse(answer.body) as unknown) }
}
const authorized = () => ({ authorization: `Bearer ${token}` })

test('a request of the gateway reaches its handler, with the gateway’s request id', async () => {
  const { answer, body, lines } = await invoke({ path: '/v1/fleet', query: 'cursor=b%20c', headers: authorized() })
  expect([answer.statusCode, body]).toEqual([200, { path: '/v1/fleet', query: { cursor: 'b c' }, org: 'org_north' }])
  expect(answer.isBase64Encoded).toBe(false)
  expect(answer.headers?.['x-request-id']).toBe('JKJaXmPLvHcESHA=')
  expect(lines).toMatchObject([{ requestId: 'JKJaXmPLvHcESHA=', decision: 'allow' }])
})

test.each([
  ['a header of its own', 'a\r\nset-cookie: session=x'],
  ['a log line of its own', 'a\n{"decision":"allow"}'],
  ['an escape sequence', '\u001b[2J'],
  ['a letter beyond ASCII', 'é'],
  ['a blank', 'a b'],
  ['a quotation mark', 'a"b'],
  ['markup', '<script>'],
  ['nothing', ''],
  ['10 kB', 'a'.repeat(10_000)],
])('a request id with %s is replaced by one of ours, in the answer and in the log', async (_, requestId) => {
  const { answer, body, lines } = await invoke({ path: '/v1/nowhere', more: { requestId } })
  const given = answer.headers?.['x-request-id'] ?? ''
  expect(given).toMatch(/^[0-9a-f-]{36}$/)
  expect([answer.statusCode, body]).toMatchObject([404, { instance: `urn:request:${given}` }])
  expect(answer.headers).not.toHaveProperty('set-cookie')
  expect(lines).toMatchObject([{ requestId: given }])
})

test('what the authorizer says is not read: without a token its claims open nothing', async () => {
  const claims = {
    sub: 'x',
    client_id: 'x',
    token_use: 'access',
    org_id: 'org_north',
    role: 'owner',
    scope: 'fleet/read:fleet',
  }
  const authorizer = { jwt: { claims, scopes: ['fleet/read:fleet'] } }
  const { answer, calls } = await invoke({ more: { authorizer } })
  expect([answer.statusCode, calls]).toEqual([401, []])
  expect(answer.headers?.['www-authenticate']).toBe('Bearer realm="fleet"')
})

test('and with a token they change nothing', async () => {
  const authorizer = { jwt: { claims: { org_id: 'org_south' }, scopes: null } }
  const { body } = await invoke({ headers: authorized(), more: { authorizer } })
  expect(body).toMatchObject({ org: 'org_north' })
})

test('a joined Authorization header is refused', async () => {
  const { answer } = await invoke({ headers: { authorization: `Bearer ${token},Bearer ${token}` } })
  expect(answer.statusCode).toBe(400)
})

test('a header name in two spellings counts as two headers', async () => {
  const { answer } = await invoke({ headers: { ...authorized(), Authorization: `Bearer ${token}` } })
  expect(answer.statusCode).toBe(400)
})

describe('a decoded path that would be cut or moved by a URL parser is refused:', () => {
  test.each([
    '/v1/fleet/x?admin=true',
    '/v1/fleet#x',
    '/healthz/../v1/fleet',
    '/healthz/%2e%2e/v1/fleet',
    '/v1//fleet',
    '/v1/fleet;x',
    '/v1\\fleet',
    '/v1/fleet/a\u0000',
    '/v1/fleet/50%',
    '/v1/fleet/tea ',
    '//evil.example.test/v1/fleet',
    '@evil.example.test/v1/fleet',
  ])('%j', async (path) => {
    const { answer, body, calls, lines } = await invoke({ path, headers: authorized() })
    expect([answer.statusCode, body, calls]).toMatchObject([400, { code: 'path_refused' }, []])
    expect(lines).toMatchObject([{ decision: 'deny', problem: 'path_refused' }])
  })
})

describe('the body', () => {
  const put = { method: 'PUT', path: '/v1/fleet/tea' }
  const json = () => ({ ...authorized(), 'content-type': 'application/json' })

  test('is read as text', async () => {
    expect((await invoke({ ...put, headers: json(), body: '{"a":"é"}' })).body).toEqual({ a: 'é' })
  })

  test('is read as base64', async () => {
    const body = Buffer.from('{"a":"é"}').toString('base64')
    expect((await invoke({ ...put, headers: json(), body, base64: true })).body).toEqual({ a: 'é' })
  })

  test('is 400 when its base64 holds no UTF-8', async () => {
    const body = Buffer.from([0x22, 0xff, 0x22]).toString('base64')
    expect((await invoke({ ...put, headers: json(), body, base64: true })).answer.statusCode).toBe(400)
  })

  test('is 413 beyond the limit, also in base64', async () => {
    const text = `"${'x'.repeat(65_535)}"`
    expect((await invoke({ ...put, headers: json(), body: text })).answer.statusCode).toBe(413)
    const base64 = Buffer.from(text).toString('base64')
    expect((await invoke({ ...put, headers: json(), body: base64, base64: true })).answer.statusCode).toBe(413)
  })

  test('of a GET is ignored', async () => {
    const { answer } = await invoke({ headers: authorized(), body: 'x' })
    expect(answer.statusCode).toBe(200)
  })

  test('that is missing is 400', async () => {
    expect((await invoke({ ...put, headers: json() })).body).toMatchObject({ code: 'json_malformed' })
  })
})

test.each(['TRACE', 'CONNECT', 'TRACK'])('the method %s is 405 with a log line that names it', async (method) => {
  const { answer, lines } = await invoke({ method, headers: authorized() })
  expect([answer.statusCode, typeof answer.headers?.['allow']]).toEqual([405, 'string'])
  expect(lines).toMatchObject([{ decision: 'deny', method, problem: 'method_not_allowed', status: 405 }])
})

test.each([
  ['a value with a line break', { 'x-odd': 'a\r\nb' }],
  ['a name with a space', { 'x odd': 'a' }],
])('a header that cannot be: %s, is 400 with a log line', async (_, headers) => {
  const { answer, body, lines } = await invoke({ headers: { ...authorized(), ...headers } })
  expect([answer.statusCode, body]).toMatchObject([400, { code: 'header_invalid' }])
  expect(lines).toHaveLength(1)
})

test('a header beyond ASCII does not disturb', async () => {
  expect((await invoke({ headers: { ...authorized(), 'x-name': 'Zoë €' } })).answer.statusCode).toBe(200)
})

test('a query that the operation does not know is refused by name', async () => {
  const { answer, body, calls } = await invoke({
    query: 'org=org_south',
    headers: { authorization: `Bearer ${token}` },
  })
  expect([answer.statusCode, body, calls]).toMatchObject([422, { errors: [{ pointer: '/org' }] }, []])
})

test('HEAD goes through the guard of GET', async () => {
  expect((await invoke({ method: 'HEAD' })).answer).toMatchObject({ statusCode: 401, body: '' })
  expect((await invoke({ method: 'HEAD', headers: authorized() })).answer).toMatchObject({ statusCode: 200, body: '' })
})

test.each([
  undefined,
  null,
  {},
  { version: '1.0', path: '/', httpMethod: 'GET' },
  { rawPath: '/', rawQueryString: '' },
])('an event that is not of an HTTP API is an error and not an answer: %j', async (event) => {
  const handler = toLambda(probe(createVerifier(trust.contract, trust.pools)).app)
  // The cast is the mistake that this is about.
  await expect(handler(event as unknown as GatewayEvent)).rejects.toThrow('payload format 2.0')
})
