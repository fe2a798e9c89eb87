/** Clients that do not send what they announced: their mistake in every log, never an outage of ours. */
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Problem } from '../problem.ts'
import { type Server, serveApp } from '../serve/serve.ts'
import { type Probe, probe } from '../testing/probe.ts'
import { requestText } from '../testing/raw-http.ts'
import { startTrust, type Trust } from '../testing/trust.ts'
import { createVerifier } from '../verify/verify.ts'
import { readJson } from './body.ts'

let trust: Trust
let running: Probe
let server: Server

beforeAll(async () => {
  trust = await startTrust()
  running = probe(createVerifier(trust.contract, trust.pools), async (c) => c.json(await readJson(c.req.raw)))
  server = await serveApp(running.app, 0, { hostname: '127.0.0.1' })
})
afterAll(async () => {
  await server.close()
  await trust.server.close()
})

const announced = 'Content-Length: 100'
const chunked = 'Transfer-Encoding: chunked'

test.each<[string, string, string, (socket: Socket) => unknown]>([
  ['resets the connection', announced, '{', (socket) => socket.resetAndDestroy()],
  ['closes the connection', announced, '{', (socket) => socket.destroy()],
  ['ends its side', announced, '{', (socket) => socket.end()],
  ['resets the connection between chunks', chunked, '1\r\n{\r\n', (socket) => socket.resetAndDestroy()],
  ['sends a chunk that is none', chunked, '1\r\n{\r\n', (socket) => socket.write('no chunk\r\n')],
])('a client that %s in the middle of its body is told 400 body_incomplete', async (_, framing, part, give) => {
  const token = await trust.token('garage-web')
  const calls = running.calls.length
  const lines = running.lines.length
  const socket = connect(server.port, '127.0.0.1').on('error', () => undefined)
  const head = [`Authorization: Bearer ${token}`, 'Content-Type: application/json', framing]
  socket.write(`${requestText('/v1/fleet/tea', head, 'PUT')}${part}`)
  // Only then is the body being read, and what comes next interrupts the reading.
  await vi.waitFor(() => expect(running.calls).toHaveLength(calls + 1), 10_000)
  give(socket)
  await vi.waitFor(() => expect(running.lines).toHaveLength(lines + 1), 10_000)
  expect(running.lines.at(-1)).toMatchObject({ decision: 'allow', status: 400, problem: 'body_incomplete' })
  socket.destroy()
})

test('a client that is gone before its body is looked at is told the same', async () => {
  const gone = Promise.withResolvers<void>()
  const entered = Promise.withResolvers<void>()
  const late = probe(createVerifier(trust.contract, trust.pools), async (c) => {
    entered.resolve()
    await gone.promise
    return c.json(await readJson(c.req.raw))
  })
  const own = await serveApp(late.app, 0, { hostname: '127.0.0.1' })
  const head = [`Authorization: Bearer ${await trust.token('garage-web')}`, 'Content-Type: application/json', announced]
  const socket = connect(own.port, '127.0.0.1').on('error', () => undefined)
  socket.write(`${requestText('/v1/fleet/tea', head, 'PUT')}{`)
  await entered.promise
  socket.resetAndDestroy()
  // `close` waits until the server has seen the connection end; the handler is let go on only then.
  await own.close()
  gone.resolve()
  await vi.waitFor(() => expect(late.lines).toHaveLength(1), 10_000)
  expect(late.lines).toMatchObject([{ status: 400, problem: 'body_incomplete' }])
})

test('a body that breaks off is the request’s fault whatever the error looks like, an outage included', async () => {
  for (const error of [
    Object.assign(new Error('x'), { code: 'ECONNRESET' }),
    new DOMException('x', 'AbortError'),
    new DOMException('x', 'TimeoutError'),
  ]) {
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(error) })
    const request = new Request('http://localhost/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    })
    const refusal: unknown = await readJson(request).catch((thrown: unknown) => thrown)
    expect(refusal).toBeInstanceOf(Problem)
    expect(refusal).toMatchObject({ code: 'body_incomplete', options: { cause: error } })
  }
})
