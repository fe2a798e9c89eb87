import { expect, test } from 'vitest'
import { codesInTurn, oneTimeCodes } from './one-time-code.ts'

// RFC 6238, appendix B: the seed `12345678901234567890` at 59 s and at 1111111109 s, the last six digits.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test('the codes are those of RFC 6238, those of the steps around among them', () => {
  expect(oneTimeCodes(secret, 59_000)[0]).toBe('287082')
  expect(oneTimeCodes(secret, 1_111_111_109_000)[0]).toBe('081804')
  expect(oneTimeCodes(secret, 89_000)[1]).toBe('287082')
  expect(oneTimeCodes(secret, 1_111_111_079_000)[2]).toBe('081804')
})

test('who needs more codes than there are waits for the next step', async () => {
  let now = 1_111_111_100_000
  const waits: number[] = []
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds)
    now += milliseconds
  }
  const codes = await Array.fromAsync(codesInTurn(secret, () => now, wait))
  expect(waits).toEqual([10_000, 30_000, 30_000])
  expect(codes.slice(0, 3)).toEqual(oneTimeCodes(secret, 1_111_111_100_000))
  expect(codes.slice(3)).toEqual([2, 3, 4].map((step) => oneTimeCodes(secret, 1_111_111_100_000 + step * 30_000)[0]))
  expect(new Set(codes).size).toBe(6)
})
