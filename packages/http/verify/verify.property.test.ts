import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTrust, type Trust } from '../testing/trust.ts'
import { createVerifier, type VerifyToken } from './verify.ts'

let trust: Trust
let verify: VerifyToken
let token: string

beforeAll(async () => {
  trust = await startTrust()
  verify = createVerifier(trust.contract, trust.pools)
  token = await trust.token('garage-web')
})
afterAll(() => trust.server.close())

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.'

test('any single changed character of a token is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...alphabet.split('')), async (at, other) => {
      fc.pre(token[at] !== other)
      const verdict = await verify(`${token.slice(0, at)}${other}${token.slice(at + 1)}`)
      expect(verdict.kind).toBe('rejected')
    }),
    { numRuns: 400 },
  )
})

test('every other last character is refused, also those that decode to the same signature', async () => {
  for (const other of alphabet) {
    const { kind } = await verify(`${token.slice(0, -1)}${other}`)
    expect(kind).toBe(token.endsWith(other) ? 'verified' : 'rejected')
  }
})

test.each([
  ['dropped', (at: number) => `${token.slice(0, at)}${token.slice(at + 1)}`],
  ['added', (at: number) => `${token.slice(0, at)}A${token.slice(at)}`],
])('a token with a character %s is refused', async (_, change) => {
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), async (at) => {
      expect((await verify(change(at))).kind).toBe('rejected')
    }),
  )
})

test('whatever is sent as a token, the verifier gives a verdict and never throws', async () => {
  const part = fc.oneof(
    fc.string(),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc.base64String(),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
      expect((await verify(parts.join('.'))).kind).toBe('rejected')
    }),
    { numRuns: 500 },
  )
})
