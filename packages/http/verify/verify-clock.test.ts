/** When a token begins and ends to be good, to the millisecond. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTrust, type Trust } from '../testing/trust.ts'
import { createVerifier } from './verify.ts'

let trust: Trust

beforeAll(async () => {
  trust = await startTrust()
})
afterAll(() => trust.server.close())

const seconds = () => Math.floor(Date.now() / 1000)
const reasonAt = async (token: string, now?: number): Promise<string> => {
  const verify = createVerifier(trust.contract, trust.pools, now === undefined ? {} : { now: () => now })
  const verdict = await verify(token)
  return verdict.kind === 'rejected' ? verdict.rejection.reason : verdict.kind
}

test('a token expires on the very second of `exp`, and not before', async () => {
  const exp = seconds() + 1_000
  const token = await trust.token('garage-web', { exp })
  const at = (now: number) => reasonAt(token, now)
  expect(await at(exp * 1000 - 1)).toBe('verified')
  expect(await at(exp * 1000)).toBe('expired')
  expect(await at(exp * 1000 + 1)).toBe('expired')
})

test.each(['nbf', 'iat'])('`%s` is admitted five seconds early and no more, for clocks that differ', async (name) => {
  const start = seconds() + 5
  const token = await trust.token('garage-web', { [name]: start })
  const at = (now: number) => reasonAt(token, now)
  expect(await at(start * 1000 - 5_001)).toBe('not_yet_valid')
  expect(await at(start * 1000 - 5_000)).toBe('verified')
})

test('`exp` has no tolerance, also not by the library’s own clock', async () => {
  expect(await reasonAt(await trust.token('garage-web', { exp: seconds() }))).toBe('expired')
})
