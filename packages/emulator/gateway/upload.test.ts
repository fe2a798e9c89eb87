import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayHarness, startGateway } from '../testing/gateway.ts'

let harness: GatewayHarness
beforeAll(async () => {
  harness = await startGateway()
})
afterAll(() => harness.stop())

const megabytes = 300

/** Sends everything before it reads anything, as simple clients do. The answer is all that came back. */
async function upload(head: string, chunked: boolean): Promise<string> {
  const { hostname, port } = new URL(harness.url)
  const socket = connect({ host: hostname, port: Number(port) })
  await once(socket, 'connect')
  const length = chunked ? 'transfer-encoding: chunked' : `content-length: ${megabytes * 1024 * 1024}`
  socket.write(`${head}\r\nhost: x\r\n${length}\r\n\r\n`)
  const piece = Buffer.alloc(1024 * 1024, 'a')
  for (let sent = 0; sent < megabytes; sent++) {
    if (chunked) socket.write('100000\r\n')
    if (!socket.write(piece)) await once(socket, 'drain')
    if (chunked) socket.write('\r\n')
  }
  if (chunked) socket.write('0\r\n\r\n')
  const answer: Buffer[] = []
  // Safe: no encoding is set on the socket. A reset ends the loop with an error.
  for await (const chunk of socket) answer.push(chunk as Buffer)
  return Buffer.concat(answer).toString()
}

test.each([true, false])('a large upload without a token gets its 401 and no reset (chunked: %s)', async (chunked) => {
  const answer = await upload('POST /items/1 HTTP/1.1', chunked)
  expect(answer).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/)
  expect(answer).toMatch(/\r\nconnection: close\r\n/i)
  expect(answer.endsWith('{"message":"Unauthorized"}')).toBe(true)
})

test.each([true, false])('a large upload with a token gets its 413 and no reset (chunked: %s)', async (chunked) => {
  const authorization = await harness.bearer({ ...harness.good(), scope: 'api/a.write' })
  const answer = await upload(`POST /items/1 HTTP/1.1\r\nauthorization: ${authorization}`, chunked)
  expect(answer).toMatch(/^HTTP\/1\.1 413 /)
  expect(harness.invoked).toEqual([])
})
