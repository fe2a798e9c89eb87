import { expect, test } from 'vitest'
import { loadedOnce } from './once.ts'

test('it is loaded when it is first asked for, once for all who ask', async () => {
  let times = 0
  const load = loadedOnce(async () => (times += 1))
  expect(times).toBe(0)
  expect(await Promise.all([load(), load()])).toEqual([1, 1])
  expect(await load()).toBe(1)
})

test('a failure is told to all who wait, and tried again by the next', async () => {
  let times = 0
  const load = loadedOnce(async () => {
    times += 1
    if (times === 1) throw new Error('not now')
    return times
  })
  expect(await Promise.allSettled([load(), load()])).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }])
  expect(await load()).toBe(2)
})
