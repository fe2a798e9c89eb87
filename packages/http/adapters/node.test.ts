import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { contract } from '@scopegate/testing/fleet/contract'
import { expect, onTestFinished, test } from 'vitest'
import { Problem } from '../problem.ts'
import { requestText, sendRaw } from '../testing/raw-http.ts'
import { expressGuard } from './express.ts'
import { fastifyGuard } from './fastify.ts'
import { nodeGuard } from './node.ts'

const deps = { verify: () => Promise.reject(new Error('not asked')), log: () => undefined }

/** Serves the public operation with this handler; sends the lines of requests. */
async function serve(handler: (response: ServerResponse) => unknown) {
  const guarded = nodeGuard(contract, deps)
  const health = guarded('getHealth', (_request: IncomingMessage, response: ServerResponse) => handler(response))
  const server = createServer(health)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // The cast is safe: a TCP server that listens has an AddressInfo.
  const { port } = server.address() as AddressInfo
  return (target: string, method = 'GET') => sendRaw(port, requestText(target, [], method))
}

test('without a router in front, another path is 404 and another method 405', async () => {
  const send = await serve((response) => response.end('ok'))
  expect(await send('/healthz')).toMatchObject({ status: 200, body: 'ok' })
  expect((await send('/healthz', 'HEAD')).status).toBe(200)
  expect(JSON.parse((await send('/healthz/x')).body)).toMatchObject({ status: 404, code: 'not_found' })
  const answer = await send('/healthz', 'POST')
  expect(JSON.parse(answer.body)).toMatchObject({ status: 405, code: 'method_not_allowed' })
  expect(answer.head).toContain('allow: get, head')
})

test('an answer that breaks in the middle does not look whole', async () => {
  const send = await serve((response) => {
    response.writeHead(200, { 'content-length': '10' })
    response.write('half')
    throw new Error('secret words')
  })
  const answer = await send('/healthz').catch(() => ({ body: '' }))
  expect(answer.body).not.toContain('secret')
})

test('a header that cannot be written breaks off its request and ends nothing else', async () => {
  const send = await serve(() => {
    throw new Problem('not_found', { headers: { location: '\u{20ac}' } })
  })
  for (let turn = 0; turn < 2; turn += 1) expect((await send('/healthz').catch(() => ({ body: '' }))).body).toBe('')
})

test.each([
  ['Express', expressGuard(contract, deps)],
  ['Fastify', fastifyGuard(contract, deps)],
])('%s: a request that no guard has admitted has no caller', (_, { admitted, requireOperation }) => {
  expect(() => admitted('listFleet', {})).toThrow('The request was not admitted to `listFleet`')
  // @ts-expect-error the contract has no such operation
  expect(() => requireOperation('listFleets')).toThrow('The contract has no operation `listFleets`')
})
