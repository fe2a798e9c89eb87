import type { Problem } from '@scopegate/http/problem'
import { expect, test } from 'vitest'
import { idempotencyKey } from './key.ts'

test.each([
  { header: '"order-1"', key: 'order-1' },
  { header: '  "order 1" ', key: 'order 1' },
  { header: String.raw`"a\"b\\c"`, key: String.raw`a"b\c` },
  { header: `"${'k'.repeat(255)}"`, key: 'k'.repeat(255) },
])('idempotencyKey() reads $header', ({ header, key }) => {
  expect(idempotencyKey(header)).toBe(key)
})

test.each([
  { when: 'it is missing', header: undefined },
  { when: 'it is empty', header: '' },
  { when: 'it is not quoted', header: 'order-1' },
  { when: 'its quotes do not close', header: '"order-1' },
  { when: 'it holds nothing', header: '""' },
  { when: 'it is too long', header: `"${'k'.repeat(256)}"` },
  { when: 'it was sent twice', header: '"a", "b"' },
  { when: 'it is a number', header: '17' },
  { when: 'it is a token', header: 'a' },
  { when: 'it is a byte sequence', header: ':cHJldGVuZA==:' },
  { when: 'it has parameters', header: '"a";b=1' },
  { when: 'it holds a tab', header: '"a\tb"' },
  { when: 'it is not ASCII', header: '"é"' },
  { when: 'it escapes another character', header: String.raw`"\n"` },
])('idempotencyKey() refuses the header when $when', ({ header }) => {
  expect(() => idempotencyKey(header)).toThrow(
    expect.objectContaining({ code: 'header_invalid' } satisfies Partial<Problem>),
  )
})
