/**
 * In every framework a request gets the same answer and the same decision line: through real servers, compared with the
 * kit's own application.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type FrameworkServer, frameworks } from '../testing/frameworks.ts'
import { requestText, sendRaw } from '../testing/raw-http.ts'
import { startTrust, type Trust, wire } from '../testing/trust.ts'
import { createVerifier } from '../verify/verify.ts'

interface Running extends FrameworkServer {
  readonly lines: Record<string, unknown>[]
}

let trust: Trust
const running = new Map<string, Running>()

beforeAll(async () => {
  trust = await startTrust()
  const verify = createVerifier(trust.contract, trust.pools)
  for (const [name, start] of Object.entries(frameworks)) {
    const lines: Record<string, unknown>[] = []
    running.set(name, { ...(await start({ verify, now: Date.now, log: (line) => lines.push(line) })), lines })
  }
})
afterAll(async () => {
  await Promise.all([...running.values()].map((server) => server.close()))
  await trust.server.close()
})

const compared = [
  'content-type',
  'www-authenticate',
  'retry-after',
  'cache-control',
  'content-security-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
  'x-own',
]

interface Asked {
  readonly method?: string
  readonly path?: string
  readonly headers?: readonly string[]
  readonly token?: () => Promise<string>
}

/** What came back and what was logged, without what differs from request to request. */
async function ask(name: string, { method = 'GET', path = '/v1/fleet', headers = [], token }: Asked) {
  const server = running.get(name)
  if (server === undefined) throw new Error(`There is no server \`${name}\``)
  const logged = server.lines.length
  const authorization = token === undefined ? [] : [`Authorization: Bearer ${await token()}`]
  const raw = await sendRaw(Number(new URL(server.url).port), requestText(path, [...authorization, ...headers], method))
  const [, ...lines] = raw.head.split('\r\n')
  const sent = new Map(lines.map((line) => [line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2)]))
  await vi.waitFor(() => expect(server.lines).toHaveLength(logged + 1))
  const { at, durationMs, requestId, ...line } = server.lines.at(-1) ?? {}
  expect([typeof at, typeof durationMs, sent.get('x-request-id')]).toEqual(['string', 'number', requestId])
  const { instance, ...body } = JSON.parse(raw.body === '' ? '{}' : raw.body) as Record<string, unknown>
  // A problem names its request; other bodies, and HEAD's, name none.
  const named = 'code' in body ? `urn:request:${String(requestId)}` : undefined
  expect(instance).toBe(named)
  // Where an error was thrown differs.
  const error = line['error'] === undefined ? {} : { error: (line['error'] as { readonly name: string }).name }
  const heads = compared.map((header) => `${header}: ${(sent.get(header) ?? '-').replace('; charset=utf-8', '')}`)
  return { status: raw.status, body, heads, line: { ...line, ...error } }
}

const web = (changes?: Parameters<Trust['token']>[1]) => () => trust.token('garage-web', changes)
const portal = (changes?: Parameters<Trust['token']>[1]) => () => trust.token('admin-portal', changes)

const cases: readonly [string, Asked, number, string | undefined][] = [
  ['a good token', { token: web() }, 200, undefined],
  ['a list with its page', { path: '/v1/fleet?limit=2', token: web() }, 200, undefined],
  ['a path with a parameter', { path: '/v1/fleet/tea', token: web() }, 200, undefined],
  ['HEAD', { method: 'HEAD', token: web() }, 200, undefined],
  ['an operation on an organization', { method: 'PUT', path: '/v1/orgs/org_new', token: portal() }, 200, undefined],
  ['no token', {}, 401, 'token_missing'],
  ['no token for HEAD', { method: 'HEAD' }, 401, undefined],
  ['another scheme', { headers: ['Authorization: Basic YTpi'] }, 401, 'token_missing'],
  ['two headers', { headers: ['Authorization: Bearer x'], token: web() }, 400, 'credentials_malformed'],
  ['garbage', { token: async () => 'a.b.c' }, 401, 'token_rejected'],
  ['an ID token', { token: web({ token_use: 'id' }) }, 401, 'id_token_sent'],
  ['an expired token', { token: web({ exp: 1 }) }, 401, 'token_rejected'],
  ['a token without the scope', { token: web({ scope: '' }) }, 403, 'scope_insufficient'],
  ['a caller of no organization', { token: portal({ scope: wire('read:fleet') }) }, 403, 'caller_kind_refused'],
  ['a caller without a role', { token: web({ role: undefined }) }, 403, 'caller_unassigned'],
  ['an ill-formed organization', { method: 'PUT', path: '/v1/orgs/new', token: portal() }, 404, 'not_found'],
  ['an unknown query parameter', { path: '/v1/fleet?org=org_south', token: web() }, 422, 'input_invalid'],
  ['an odd path', { path: '/v1/fleet/a%2Fb', token: web() }, 400, 'path_refused'],
  ['a handler that throws a problem', { path: '/v1/fleet/problem', token: web() }, 409, 'stock_insufficient'],
  ['a handler that throws an error', { path: '/v1/fleet/error', token: web() }, 500, 'internal'],
  ['a handler that meets an outage', { path: '/v1/fleet/outage', token: web() }, 503, 'dependency_unavailable'],
]

describe.each(Object.keys(frameworks))('%s', (name) => {
  test.each(cases)('answers %s like the kit’s own application', async (_, asked, status, code) => {
    const answer = await ask(name, asked)
    expect([answer.status, answer.body['code']]).toEqual([status, code])
    expect(answer).toEqual(await ask('the kit’s application', asked))
  })

  test('refuses before it reads the body', async () => {
    const server = running.get(name)
    // The body never ends: a server that read it first would never answer.
    const lines = ['Content-Type: application/json', 'Transfer-Encoding: chunked']
    const text = `${requestText('/v1/orgs/org_new', lines, 'PUT')}1\r\n{\r\n`
    expect((await sendRaw(Number(new URL(server?.url ?? '').port), text)).status).toBe(401)
  })
})
