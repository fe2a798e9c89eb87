import { expect, test } from 'vitest'
import type { VerifyToken } from '../verify/verify.ts'
import { withCacheReport } from './cache-report.ts'

const statistics = () => ({ size: 2, hits: 5, misses: 3 })
const verify: VerifyToken = Object.assign(() => Promise.reject(new Error('not asked')), { statistics })

function reporting(verifier: VerifyToken = verify) {
  const lines: unknown[] = []
  let time = 1_000_000
  const log = withCacheReport({ verify: verifier, now: () => time, log: (line) => lines.push(line['event']) })
  const pass = (milliseconds: number) => {
    time += milliseconds
    lines.length = 0
    void log({ event: 'decision' })
    return [...lines]
  }
  return { pass, lines }
}

test('once a minute, while requests come, a line tells how the cache does', () => {
  const { pass } = reporting()
  expect(pass(59_999)).toEqual(['decision'])
  expect(pass(1)).toEqual(['decision', 'token_cache'])
  expect(pass(59_999)).toEqual(['decision'])
  expect(pass(3_600_000)).toEqual(['decision', 'token_cache'])
})

test('also when the clock has jumped back by a day', () => {
  const { pass } = reporting()
  expect(pass(-86_400_000)).toEqual(['decision', 'token_cache'])
  expect(pass(1)).toEqual(['decision'])
})

test('not for a verifier without a cache', () => {
  expect(reporting(() => Promise.reject(new Error('not asked'))).pass(3_600_000)).toEqual(['decision'])
})

test('with the numbers of the cache, and its moment', () => {
  const lines: unknown[] = []
  let time = 0
  const log = withCacheReport({ verify, now: () => time, log: (line) => lines.push(line) })
  time = 60_000
  void log({ event: 'decision' })
  expect(lines[1]).toEqual({ event: 'token_cache', at: '1970-01-01T00:01:00.000Z', ...statistics() })
})
