import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createKeyedMutex } from './keyed-mutex.ts'

test('tasks with one key run one at a time, in the order of their arrival', async () => {
  const run = createKeyedMutex()
  const seen: string[] = []
  const task = (name: string) => async () => {
    seen.push(`${name} begins`)
    await setImmediate()
    seen.push(`${name} ends`)
  }
  await Promise.all([run('org', task('a')), run('org', task('b')), run('org', task('c'))])
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('a task that fails tells its caller, and the next one runs', async () => {
  const run = createKeyedMutex()
  const failing = run('org', () => Promise.reject(new Error('no')))
  const next = run('org', async () => 'yes')
  await expect(failing).rejects.toThrow('no')
  await expect(next).resolves.toBe('yes')
})

test('tasks with other keys do not wait', async () => {
  const run = createKeyedMutex()
  void run('busy', () => new Promise(() => {}))
  await expect(run('free', async () => 'through')).resolves.toBe('through')
})
