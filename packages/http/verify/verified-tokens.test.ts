import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type VerifiedToken, VerifiedTokens } from './verified-tokens.ts'

/** Enough of a verified token for the cache. */
// The cast is safe: the cache hands the verdict back and looks at nothing in it.
const verified = (token: string) => ({ token, verdict: { kind: 'verified' } }) as VerifiedToken

describe('a key that collides', () => {
  test('is none: whatever differs in one character is another token', () => {
    const texts = fc.string({ minLength: 1, maxLength: 2_000, size: 'max' })
    fc.assert(
      fc.property(texts, fc.nat(), fc.string({ maxLength: 2 }), (token, at, other) => {
        const cache = new VerifiedTokens(10, () => true)
        const kept = verified(token)
        cache.keep(kept)
        const place = at % token.length
        const changed = token.slice(0, place) + other + token.slice(place + 1)
        expect(cache.find(changed) === undefined).toBe(changed !== token)
        expect(cache.find(token)).toBe(kept.verdict)
      }),
    )
  })

  test('of two tokens with one end, each is found as itself, and neither in place of the other', () => {
    const [one, other] = ['a', 'b'].map((start) => start + 'c'.repeat(500))
    const cache = new VerifiedTokens(10, () => true)
    const kept = verified(one ?? '')
    cache.keep(kept)
    expect([cache.find(other ?? ''), cache.find(one ?? '')]).toEqual([undefined, kept.verdict])
    cache.keep(verified(other ?? ''))
    expect(cache.find(one ?? '')).toBeUndefined()
  })
})

test('the tokens used last are kept, older ones go, and there are never more than the greatest number', () => {
  const token = fc.integer({ min: 0, max: 9 }).map(String)
  fc.assert(
    fc.property(fc.array(token, { maxLength: 60, size: 'max' }), fc.integer({ min: 2, max: 7 }), (tokens, maximum) => {
      const cache = new VerifiedTokens(maximum, () => true)
      let used: string[] = []
      for (const each of tokens) {
        const place = used.length - used.indexOf(each)
        const isThere = cache.find(each) !== undefined
        const mustBe = used.includes(each) && place < maximum / 2
        const mayBe = used.includes(each) && place <= maximum
        expect([mustBe, isThere && mayBe]).toEqual([mustBe && isThere, isThere])
        if (!isThere) cache.keep(verified(each))
        used = [...used.filter((other) => other !== each), each]
        expect(cache.statistics().size).toBeLessThanOrEqual(maximum)
      }
    }),
  )
})
