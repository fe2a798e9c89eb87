import { expect, test } from 'vitest'
import { oneTimeCodes } from './one-time-code.ts'

// RFC 6238, appendix B: the seed `12345678901234567890` at 59 s and at 1111111109 s, the last six digits.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test('the codes are those of RFC 6238, those of the steps around among them', () => {
  expect(oneTimeCodes(secret, 59_000)[0]).toBe('287082')
  expect(oneTimeCodes(secret, 1_111_111_109_000)[0]).toBe('081804')
  expect(oneTimeCodes(secret, 89_000)[1]).toBe('287082')
  expect(oneTimeCodes(secret, 1_111_111_079_000)[2]).toBe('081804')
})
