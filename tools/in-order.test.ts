import { expect, test } from 'vitest'
import { inOrder } from './in-order.ts'

test('inOrder() takes no step after one that failed, and fails as it did', async () => {
  const taken: number[] = []
  const step = (code: number) => async () => {
    taken.push(code)
    return code
  }
  expect(await inOrder(step(0), step(3), step(0))).toBe(3)
  expect(taken).toEqual([0, 3])
})

test('inOrder() takes every step when none fails', async () => {
  let taken = 0
  const step = async () => {
    taken += 1
    return 0
  }
  expect([await inOrder(step, step), taken]).toEqual([0, 2])
})
