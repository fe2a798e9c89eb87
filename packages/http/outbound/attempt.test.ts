import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { attempt } from './attempt.ts'
import { startDeadline } from './deadline.ts'
import { isOutage } from './outage.ts'

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

test('attempt() ends with the deadline though the call never ends, and the kit takes that for an outage', async () => {
  const error = await thrownBy(attempt(startDeadline(20), () => new Promise(() => {})))
  expect(isOutage(error)).toBe(true)
})

test('attempt() does not begin after the deadline', async () => {
  const deadline = startDeadline(20)
  await thrownBy(attempt(deadline, () => new Promise(() => {})))
  let began = false
  const call = async () => {
    began = true
  }
  expect(isOutage(await thrownBy(attempt(deadline, call)))).toBe(true)
  expect(began).toBe(false)
})

test('attempt() lets a mistake of ours pass as it is', async () => {
  const mistake = new TypeError('x is not a function')
  expect(await thrownBy(attempt(startDeadline(), () => Promise.reject(mistake)))).toBe(mistake)
})

test('attempt() aborts a real request that nobody answers', async () => {
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const closed = new Promise((resolve) => server.once('connection', (socket) => socket.once('close', resolve)))
  // The cast is safe: a TCP server that listens has an AddressInfo.
  const { port } = server.address() as AddressInfo
  const call = (signal: AbortSignal) => fetch(`http://127.0.0.1:${port}`, { signal })
  expect(isOutage(await thrownBy(attempt(startDeadline(200), call)))).toBe(true)
  await closed
  server.close()
})
