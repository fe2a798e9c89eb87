import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ProvisionedThroughputExceededException, ResourceNotFoundException } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { attempt, isOutage } from './attempt.ts'
import { backOff } from './backoff.ts'
import { startDeadline } from './deadline.ts'

const about = { message: 'm', $metadata: {} }

test.each([
  { what: 'an abort', error: Object.assign(new Error('aborted'), { name: 'AbortError' }), outage: true },
  { what: 'a refused connection', error: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), outage: true },
  { what: 'throttling', error: new ProvisionedThroughputExceededException(about), outage: true },
  { what: 'a 500 of AWS', error: Object.assign(new Error('x'), { $metadata: { httpStatusCode: 500 } }), outage: true },
  { what: 'a missing table', error: new ResourceNotFoundException(about), outage: false },
  { what: 'a bug', error: new TypeError('x is not a function'), outage: false },
  { what: 'a thrown string', error: 'no', outage: false },
])('isOutage() says $outage about $what', ({ error, outage }) => {
  expect(isOutage(error)).toBe(outage)
})

const unavailable = expect.objectContaining({ code: 'dependency_unavailable' })

test('attempt() ends with the deadline though the call never ends', async () => {
  await expect(attempt(startDeadline(20), () => new Promise(() => {}))).rejects.toEqual(unavailable)
})

test('attempt() does not begin after the deadline', async () => {
  const deadline = startDeadline(0)
  let began = false
  const call = async () => {
    began = true
  }
  await expect(attempt(deadline, call)).rejects.toEqual(unavailable)
  expect(began).toBe(false)
})

test('attempt() lets a mistake of ours pass as it is', async () => {
  const error = new ResourceNotFoundException(about)
  await expect(attempt(startDeadline(), () => Promise.reject(error))).rejects.toBe(error)
})

test('attempt() aborts a real request that nobody answers', async () => {
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const closed = new Promise((resolve) => server.once('connection', (socket) => socket.once('close', resolve)))
  // The cast is safe: a TCP server that listens has an AddressInfo.
  const { port } = server.address() as AddressInfo
  const call = (signal: AbortSignal) => fetch(`http://127.0.0.1:${port}`, { signal })
  await expect(attempt(startDeadline(200), call)).rejects.toEqual(unavailable)
  await closed
  server.close()
})

test('backOff() gives up instead of outliving the deadline', async () => {
  const deadline = startDeadline(5)
  const giveUp = async () => {
    for (let tries = 0; tries < 1000; tries += 1) await backOff(deadline, tries, undefined)
  }
  await expect(giveUp()).rejects.toEqual(unavailable)
})
