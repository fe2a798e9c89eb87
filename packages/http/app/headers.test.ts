import { startServer, type TestServer } from '@scopegate/testing/issuer'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Problem } from '../problem.ts'
import { serveApp } from '../serve/serve.ts'
import { type ProbeHandler, probe } from '../testing/probe.ts'

const common = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

let upstream: TestServer
beforeAll(async () => {
  upstream = await startServer((_, response) =>
    response.writeHead(200, { 'x-request-id': 'theirs', etag: '"u"' }).end('{}'),
  )
})
afterAll(() => upstream.close())

const nobody = () => Promise.reject(new Error('not asked'))

/** Asks a public operation in both ways: by a `Request`, and over a socket, where Node's adapter has a `Response` of its own. */
async function ask(handler: ProbeHandler): Promise<readonly Response[]> {
  const { app } = probe(nobody, handler)
  const server = await serveApp(app, 0)
  onTestFinished(() => server.close())
  return [await app.request('/healthz'), await fetch(`http://127.0.0.1:${server.port}/healthz`, { redirect: 'manual' })]
}

describe('every answer carries the headers, however the handler makes it:', () => {
  test.each<[string, ProbeHandler, number, Record<string, string | null>]>([
    ['c.json', (c) => c.json({}), 200, { 'content-type': 'application/json' }],
    ['c.json with a status', (c) => c.json({}, 201), 201, {}],
    ['c.json with headers', (c) => c.json({}, 200, { ETag: '"1"' }), 200, { etag: '"1"' }],
    ['c.json with an init', (c) => c.json({}, { status: 202, headers: { etag: '"2"' } }), 202, { etag: '"2"' }],
    [
      'c.json with a list of values',
      (c) => c.json({}, 200, { vary: ['accept', 'origin'] }),
      200,
      { vary: 'accept, origin' },
    ],
    [
      'c.json after c.header',
      (c) => {
        c.header('etag', '"3"')
        return c.json({})
      },
      200,
      { etag: '"3"' },
    ],
    [
      'c.json after c.status',
      (c) => {
        c.status(202)
        return c.json({})
      },
      202,
      {},
    ],
    ['c.text', (c) => c.text('x'), 200, { 'content-type': 'text/plain; charset=UTF-8' }],
    ['c.body', (c) => c.body(null, 204), 204, { 'content-type': null }],
    ['c.redirect', (c) => c.redirect('/elsewhere', 307), 307, { location: '/elsewhere' }],
    ['a Response by hand', () => new Response('{}', { headers: { etag: '"4"' } }), 200, { etag: '"4"' }],
    ['Response.json', () => Response.json({}), 200, { 'content-type': 'application/json' }],
    ['a fetched Response', () => fetch(upstream.url), 200, { etag: '"u"' }],
    [
      'a stream',
      () => new Response(new Blob(['{}']).stream(), { headers: { 'content-type': 'application/json' } }),
      200,
      { 'content-type': 'application/json' },
    ],
  ])('%s', async (_, handler, status, own) => {
    for (const answer of await ask(handler)) {
      expect(answer.status).toBe(status)
      for (const [name, value] of Object.entries({ ...common, ...own })) expect(answer.headers.get(name)).toBe(value)
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    }
  })
})

describe('a header of the handler’s own wins:', () => {
  test.each<[string, ProbeHandler]>([
    ['by c.json', (c) => c.json({}, 200, { 'Cache-Control': 'private, max-age=60' })],
    ['by hand', () => new Response('{}', { headers: { 'Cache-Control': 'private, max-age=60' } })],
    [
      'by c.header',
      (c) => {
        c.header('Cache-Control', 'private, max-age=60')
        return c.json({})
      },
    ],
  ])('%s', async (_, handler) => {
    for (const { headers } of await ask(handler)) expect(headers.get('cache-control')).toBe('private, max-age=60')
  })
})

test('the request id is the kit’s, whatever the handler says', async () => {
  const answers = [
    ...(await ask((c) => c.json({}, 200, { 'X-Request-Id': 'mine' }))),
    ...(await ask(() => new Response('{}', { headers: { 'x-request-id': 'mine' } }))),
  ]
  for (const { headers } of answers) expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

test('a header that cannot be written is a mistake of ours, which the log line knows, and the service goes on', async () => {
  const makers: readonly [ProbeHandler, number][] = [
    [(c) => c.json({}, 200, { location: '/v1/\u{20ac}' }), 500],
    [(c) => c.json({}, 200, { location: 'a\r\nset-cookie: b' }), 500],
    [
      () => {
        throw new Problem('not_found', { headers: { location: '\u{20ac}' } })
      },
      // Found when the line has been written.
      404,
    ],
  ]
  for (const [maker, logged] of makers) {
    const { app, lines } = probe(nobody, maker)
    const server = await serveApp(app, 0)
    onTestFinished(() => server.close())
    const answer = await fetch(`http://127.0.0.1:${server.port}/healthz`)
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([500, null])
    expect(lines).toMatchObject([{ status: logged }])
  }
})

test('what the handler made and did not give has no say', async () => {
  const answers = await ask((c) => {
    c.json({})
    return c.text('other')
  })
  for (const answer of answers) expect(Object.fromEntries(answer.headers)).toMatchObject(common)
})
