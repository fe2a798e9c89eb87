import { connect } from 'node:net'
import { startServer } from '@scopegate/testing/issuer'
import { expect, test } from 'vitest'
import { isOutage } from './outage.ts'

const named = (name: string, more: object = {}) => Object.assign(new Error('x'), { name }, more)

test.each([
  ['a throttled call', named('ThrottlingException')],
  ['a full table', named('ProvisionedThroughputExceededException')],
  ['a time-out', named('TimeoutError')],
  ['an abort', AbortSignal.abort().reason],
  ['a retryable error of the SDK', named('AnyException', { $retryable: {} })],
  ['a 500 of the service', named('AnyException', { $metadata: { httpStatusCode: 503 } })],
])('%s is an outage', (_, error: unknown) => {
  expect(isOutage(error)).toBe(true)
})

test('a refused connection is an outage', async () => {
  const server = await startServer(() => undefined)
  await server.close()
  const error = await new Promise((resolve) =>
    connect(Number(new URL(server.url).port), '127.0.0.1').on('error', resolve),
  )
  expect(isOutage(error)).toBe(true)
})

test.each([
  ['a mistake of ours', new TypeError('x')],
  ['a refused condition', named('ConditionalCheckFailedException', { $metadata: { httpStatusCode: 400 } })],
  ['a missing permission', named('AccessDeniedException', { $metadata: { httpStatusCode: 400 } })],
  ['a missing table', named('ResourceNotFoundException')],
  ['a string', 'TimeoutError'],
  ['nothing', undefined],
  ['null', null],
])('%s is not', (_, error) => {
  expect(isOutage(error)).toBe(false)
})
