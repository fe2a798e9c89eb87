import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maximumBodyBytes, readJson } from '../input/body.ts'
import { type Probe, type ProbeHandler, probe } from '../testing/probe.ts'
import { requestText, sendRaw } from '../testing/raw-http.ts'
import { startTrust, type Trust } from '../testing/trust.ts'
import { createVerifier } from '../verify/verify.ts'
import { type Server, serveApp } from './serve.ts'

let trust: Trust
let token: string
let running: Probe
let server: Server

const readingBody: ProbeHandler = async (c) =>
  c.req.method === 'PUT' || c.req.method === 'POST' ? c.json(await readJson(c.req.raw)) : c.json({ path: c.req.path })

beforeAll(async () => {
  trust = await startTrust()
  token = await trust.token('garage-web')
  running = probe(createVerifier(trust.contract, trust.pools), readingBody)
  server = await serveApp(running.app, 0, { hostname: '127.0.0.1' })
})
afterAll(async () => {
  await server.close()
  await trust.server.close()
})

const send = (target: string, lines: readonly string[] = [], method = 'GET') =>
  sendRaw(server.port, requestText(target, lines, method))
const authorization = () => `Authorization: Bearer ${token}`
const lastLine = () => running.lines.at(-1)

test('a plain request is answered over real HTTP', async () => {
  const answer = await send('/v1/fleet?limit=1', [authorization()])
  expect([answer.status, answer.body]).toEqual([200, '{"path":"/v1/fleet"}'])
})

describe('an odd path as it is on the wire is refused with 400 and a log line, before any handler:', () => {
  test.each([
    '/v1/../v1/fleet',
    '/v1/%2e%2e/v1/fleet',
    '/healthz/../v1/fleet',
    '/healthz/..',
    '/v1/./fleet',
    '//v1/fleet',
    '/v1//fleet',
    '/v1/fleet%2ftea',
    '/v1/fleet%5ctea',
    '/v1\\fleet',
    '/v1/fleet;a=b',
    '/v1/fleet/%00',
    '/v1/fleet/%zz',
    'http://127.0.0.1/v1/fleet',
    'http://127.0.0.1/healthz/../v1/fleet',
  ])('%s', async (target) => {
    const calls = running.calls.length
    const answer = await send(target, [authorization()])
    expect(answer.status).toBe(400)
    expect(answer.head).toContain('content-type: application/problem+json')
    expect(answer.head).toContain('cache-control: no-store')
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'path_refused' })
    expect(lastLine()).toMatchObject({ decision: 'deny', problem: 'path_refused', status: 400 })
    expect(running.calls).toHaveLength(calls)
  })
})

test('what looks odd in the query alone is no business of the path check', async () => {
  expect((await send('/v1/fleet?cursor=/../a//b;c%2f\\', [authorization()])).status).toBe(200)
})

describe('more than one Authorization header is refused with 400:', () => {
  test.each([
    ['two tokens', () => [authorization(), authorization()]],
    ['a good one first', () => [authorization(), 'Authorization: Bearer x']],
    ['a good one last', () => ['Authorization: Basic YTpi', authorization()]],
    ['in another case', () => [authorization(), `authorization: Bearer ${token}`]],
    ['an empty one', () => ['Authorization:', authorization()]],
    ['in one line', () => [`${authorization()}, Bearer ${token}`]],
  ])('%s', async (_, lines) => {
    const calls = running.calls.length
    const answer = await send('/v1/fleet', lines())
    expect(answer.status).toBe(400)
    expect(answer.head).toContain('www-authenticate: bearer realm="fleet", error="invalid_request"')
    expect(running.calls).toHaveLength(calls)
  })
})

test('a path with bytes beyond ASCII ends at the parser with 400', async () => {
  expect((await send('/v1/fleet/caf\u00e9', [authorization()])).status).toBe(400)
})

test('a host that is none is refused with 400 and a log line', async () => {
  const answer = await sendRaw(server.port, 'PUT /healthz HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n')
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([400, { code: 'path_refused' }])
  expect(lastLine()).toMatchObject({ decision: 'deny', status: 400, method: 'PUT' })
})

test('a folded or smuggled header ends at the parser with 400', async () => {
  expect((await send('/v1/fleet', ['X: a', ' Authorization: Bearer x'])).status).toBe(400)
  expect((await send('/v1/fleet', ['Content-Length: 1', 'Transfer-Encoding: chunked'], 'PUT')).status).toBe(400)
})

test('headers beyond the limit of an HTTP API are 431', async () => {
  expect((await send('/v1/fleet', [`Authorization: Bearer ${'a'.repeat(10_300)}`])).status).toBe(431)
})

test('HEAD passes the guard like GET and has no body', async () => {
  const refused = await send('/v1/fleet', [], 'HEAD')
  expect([refused.status, refused.body]).toEqual([401, ''])
  expect(refused.head).toContain('www-authenticate: bearer realm="fleet"')
  const allowed = await send('/v1/fleet', [authorization()], 'HEAD')
  expect([allowed.status, allowed.body]).toEqual([200, ''])
})

interface Upload {
  readonly status: number
  readonly sent: number
}

/** Sends a chunked body until the server answers or the body ends. */
function upload(headers: Record<string, string>, chunk: string, chunks: number): Promise<Upload> {
  return new Promise((resolve, reject) => {
    let sent = 0
    const outgoing = httpRequest({ port: server.port, path: '/v1/fleet/tea', method: 'PUT', headers, agent: false })
    let answered = false
    outgoing.on('response', (response) => {
      answered = true
      response.resume()
      response.on('end', () => {
        outgoing.destroy()
        resolve({ status: response.statusCode ?? 0, sent })
      })
    })
    outgoing.on('error', (error) => (answered ? undefined : reject(error)))
    const write = () => {
      if (answered) return
      if (sent === chunks) {
        outgoing.end()
        return
      }
      sent += 1
      outgoing.write(chunk, write)
    }
    write()
  })
}

describe('a chunked body', () => {
  const json = { 'content-type': 'application/json' }

  test('within the limit is read', async () => {
    const { status } = await upload({ ...json, authorization: `Bearer ${token}` }, '        ', 8)
    expect(status).toBe(400)
    expect(lastLine()).toMatchObject({ problem: 'json_malformed' })
    expect((await upload({ ...json, authorization: `Bearer ${token}` }, '{"a":1}', 1)).status).toBe(200)
  })

  test('beyond the limit is 413, though it declares no length', async () => {
    const { status } = await upload({ ...json, authorization: `Bearer ${token}` }, 'x'.repeat(8_192), 200)
    expect(status).toBe(413)
  })

  test('is not waited for when there is no token', async () => {
    // The body never ends: a server that read it first would never answer.
    const lines = ['Content-Type: application/json', 'Transfer-Encoding: chunked']
    const answer = await sendRaw(server.port, `${requestText('/v1/fleet/tea', lines, 'PUT')}1\r\n{\r\n`)
    expect(answer.status).toBe(401)
  })
})

test('a body beyond the limit by its declared length is 413', async () => {
  const lines = [authorization(), 'Content-Type: application/json', `Content-Length: ${maximumBodyBytes + 1}`]
  expect((await send('/v1/fleet/tea', lines, 'PUT')).status).toBe(413)
})

describe('close()', () => {
  test('lets a running request end, takes no new one, and frees the port', async () => {
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    let entered = () => {}
    const inside = new Promise<void>((resolve) => {
      entered = resolve
    })
    const slow = probe(createVerifier(trust.contract, trust.pools), async (c) => {
      entered()
      await released
      return c.json({ done: true })
    })
    const own = await serveApp(slow.app, 0, { hostname: '127.0.0.1' })
    const answer = sendRaw(own.port, requestText('/healthz'))
    await inside
    const closed = own.close()
    await expect(sendRaw(own.port, requestText('/healthz'))).rejects.toThrow('ECONNREFUSED')
    release()
    expect((await answer).status).toBe(200)
    await closed
  })

  test('does not wait for a client that keeps its connection alive after the last answer, and tells it so', async () => {
    const inside = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    const slow = probe(createVerifier(trust.contract, trust.pools), async (c) => {
      inside.resolve()
      await released.promise
      return c.json({ done: true })
    })
    const own = await serveApp(slow.app, 0, { hostname: '127.0.0.1', graceMilliseconds: 20_000 })
    const answer = fetch(`http://127.0.0.1:${own.port}/healthz`)
    await inside.promise
    const began = performance.now()
    const closed = own.close()
    released.resolve()
    expect((await answer).headers.get('connection')).toBe('close')
    await closed
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('cuts off what outlasts the grace', async () => {
    let entered = () => {}
    const inside = new Promise<void>((resolve) => {
      entered = resolve
    })
    const stuck = probe(createVerifier(trust.contract, trust.pools), () => {
      entered()
      return new Promise<Response>(() => {})
    })
    const own = await serveApp(stuck.app, 0, { hostname: '127.0.0.1', graceMilliseconds: 50 })
    const answer = sendRaw(own.port, requestText('/healthz')).catch(() => undefined)
    await inside
    await own.close()
    await answer
  })
})

test('a port that is taken is an error', async () => {
  await expect(serveApp(running.app, server.port, { hostname: '127.0.0.1' })).rejects.toThrow('EADDRINUSE')
})
