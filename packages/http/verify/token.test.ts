import { describe, expect, test } from 'vitest'
import { RejectedToken } from './rejection.ts'
import { readToken } from './token.ts'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const good = { alg: 'RS256', kid: 'a' }
const tokenOf = (header: unknown, payload: unknown, signature = 'AAAA') =>
  `${encode(header)}.${encode(payload)}.${signature}`

function reasonOf(token: string): string | undefined {
  try {
    readToken(token)
    return undefined
  } catch (error) {
    if (error instanceof RejectedToken) return error.rejection.reason
    throw error
  }
}

test('of all spellings of the same bytes, only the one that an encoder writes is read', () => {
  const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (const start of ['AAAA', 'AAAAA', 'AAAAAA', 'AAAAAAA']) {
    for (const last of characters) {
      const signature = start + last
      const isWritten = Buffer.from(signature, 'base64url').toString('base64url') === signature
      expect([signature, reasonOf(tokenOf(good, {}, signature))]).toEqual([
        signature,
        isWritten ? undefined : 'malformed',
      ])
    }
  }
})

describe('a claim of another type than its own', () => {
  const others = { null: null, object: {}, list: [1], truth: true }
  const kinds = [
    ...['iss', 'sub', 'scope', 'jti', 'aud'].map((name) => ({ name, values: { ...others, number: 1 } })),
    ...['exp', 'nbf', 'iat'].map((name) => ({ name, values: { ...others, text: '1' } })),
  ]
  test.each(kinds)('$name makes the token malformed', ({ name, values }) => {
    for (const value of Object.values(values)) expect(reasonOf(tokenOf(good, { [name]: value }))).toBe('malformed')
  })

  test('as does a moment that no number can hold', () => {
    const payload = Buffer.from('{"exp":1e400}').toString('base64url')
    expect(reasonOf(`${encode(good)}.${payload}.AAAA`)).toBe('malformed')
  })
})

describe('headers are remembered', () => {
  test('whole: what begins like a good one is read for itself', () => {
    expect(readToken(tokenOf(good, {})).header).toBe(readToken(tokenOf(good, { iat: 1 })).header)
    expect(reasonOf(tokenOf({ ...good, crit: ['b64'] }, {}))).toBe('malformed')
    expect(readToken(tokenOf({ ...good, kid: 'ab' }, {})).header.kid).toBe('ab')
  })

  test('and bounded: whoever sends many makes them forgotten', () => {
    const { header } = readToken(tokenOf(good, {}))
    for (let at = 0; at < 100; at += 1) readToken(tokenOf({ ...good, kid: `flood-${at}` }, {}))
    expect(readToken(tokenOf(good, {})).header).not.toBe(header)
  })
})
