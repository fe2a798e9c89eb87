/** What became of a key that was asked for, in one word. */
import type { TestServer } from '@scopegate/testing/issuer'
import { KeySetUnavailable, KeyUnknown } from '../verify/key-set.ts'

export const outage: TestServer['answer'] = (_request, response) => response.writeHead(500).end()

export const outcome = (key: Promise<unknown>): Promise<string> =>
  key.then(
    () => 'key',
    (error: unknown) =>
      error instanceof KeyUnknown ? 'unknown' : error instanceof KeySetUnavailable ? 'unavailable' : 'other',
  )
