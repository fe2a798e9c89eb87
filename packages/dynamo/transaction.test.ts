import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { judgeCancellation } from './transaction.ts'

const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  })

test.each([
  { codes: ['None', 'ConditionalCheckFailed'], kind: 'refused' },
  { codes: ['ConditionalCheckFailed', 'ConditionalCheckFailed'], kind: 'refused' },
  { codes: ['TransactionConflict', 'None'], kind: 'conflict' },
  { codes: ['ConditionalCheckFailed', 'TransactionConflict'], kind: 'conflict' },
  { codes: ['ThrottlingError', 'None'], kind: 'conflict' },
  { codes: ['ProvisionedThroughputExceeded'], kind: 'conflict' },
  { codes: ['ValidationError', 'None'], kind: undefined },
  { codes: ['ItemCollectionSizeLimitExceeded', 'ConditionalCheckFailed'], kind: undefined },
  { codes: ['SomethingNew'], kind: undefined },
  { codes: ['None'], kind: undefined },
  { codes: [], kind: undefined },
])('judgeCancellation() takes $codes for $kind', ({ codes, kind }) => {
  expect(judgeCancellation(cancelled(...codes))?.kind).toBe(kind)
})

test('judgeCancellation() says at which writes another transaction stood', () => {
  const result = judgeCancellation(cancelled('TransactionConflict', 'None', 'ThrottlingError', 'TransactionConflict'))
  expect(result).toMatchObject({ at: [0, 3] })
})
