import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createInFlight, patience } from './in-flight.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** Requests that end when the test says so. */
function scene() {
  const execute = createInFlight<string>()
  const runs: { readonly fingerprint: string; readonly end: PromiseWithResolvers<string> }[] = []
  const send = (fingerprint = 'same', key = 'k') =>
    execute({
      key,
      fingerprint,
      run: () => {
        const end = Promise.withResolvers<string>()
        runs.push({ fingerprint, end })
        return end.promise
      },
    })
  return { send, runs }
}

test('of many with one key and one fingerprint one runs, and all take its answer', async () => {
  const { send, runs } = scene()
  const answers = Promise.all([send(), send(), send()])
  runs[0]?.end.resolve('done')
  expect((await answers).map(({ kind }) => kind)).toEqual(['own', 'shared', 'shared'])
  expect(runs).toHaveLength(1)
})

test('they share a failure too, and the next one afterwards runs', async () => {
  const { send, runs } = scene()
  const answers = Promise.allSettled([send(), send()])
  runs[0]?.end.reject(new Error('out'))
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const next = send()
  runs[1]?.end.resolve('done')
  expect(await next).toEqual({ kind: 'own', result: 'done' })
})

test('one with another fingerprint is told of it when the first succeeds', async () => {
  const { send, runs } = scene()
  const first = send()
  const second = send('other')
  runs[0]?.end.resolve('done')
  await first
  expect(await second).toEqual({ kind: 'other' })
})

test('those with another fingerprint run one after the other when the first fails', async () => {
  const { send, runs } = scene()
  const first = send().catch(() => 'failed')
  const others = Promise.all([send('other'), send('other')])
  runs[0]?.end.reject(new Error('refused'))
  await first
  await vi.waitFor(() => expect(runs).toHaveLength(2))
  runs[1]?.end.resolve('done')
  expect((await others).map(({ kind }) => kind)).toEqual(['own', 'shared'])
  expect(runs).toHaveLength(2)
})

test.each(['same', 'other'])(
  'one with the %s fingerprint waits so long, and is told that the first still runs',
  async (print) => {
    const { send, runs } = scene()
    const first = send()
    let told: unknown
    const second = send(print).catch((error: unknown) => {
      told = error
    })
    await vi.advanceTimersByTimeAsync(patience - 1)
    expect(told).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    await second
    expect(told).toMatchObject({ code: 'idempotency_in_progress' })
    runs[0]?.end.resolve('done')
    expect(await first).toEqual({ kind: 'own', result: 'done' })
  },
)

test('other keys do not wait', async () => {
  const { send, runs } = scene()
  void send()
  const free = send('same', 'another key')
  runs[1]?.end.resolve('through')
  expect(await free).toEqual({ kind: 'own', result: 'through' })
})
