import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLanes } from './keyed-mutex.ts'

test('tasks of one lane run one at a time, in the order of their arrival', async () => {
  const lanes = createLanes()
  const seen: string[] = []
  const task = (name: string) => async () => {
    seen.push(`${name} begins`)
    await setImmediate()
    seen.push(`${name} ends`)
  }
  await Promise.all([lanes('org', task('a')), lanes('org', task('b')), lanes('org', task('c'))])
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('a task that fails tells its caller, and the next one runs', async () => {
  const lanes = createLanes()
  const failing = lanes('org', () => Promise.reject(new Error('no')))
  const next = lanes('org', async () => 'yes')
  await expect(failing).rejects.toThrow('no')
  await expect(next).resolves.toBe('yes')
})

test('lanes of other names do not wait', async () => {
  const lanes = createLanes()
  void lanes('busy', () => new Promise(() => {}))
  await expect(lanes('free', async () => 'through')).resolves.toBe('through')
})
