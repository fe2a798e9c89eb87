/** The process of the bench `tokens` that sends a million tokens through the cache alone, and says what it takes meanwhile. */
import { type VerifiedToken, VerifiedTokens } from '@scopegate/http/verify/verified-tokens'

const [, , count = '0', step = '1', kept = '0'] = process.argv
const cache = new VerifiedTokens(Number(kept), () => true)
const start = 'x'.repeat(900)

/** A string of its own, as a parser makes one from bytes: not a rope that shares its beginning with all others. */
const tokenOf = (at: number): string => Buffer.from(`${start}${String(at).padStart(64, '0')}`).toString('latin1')

for (let at = 0; at <= Number(count); at++) {
  if (at % Number(step) === 0) process.send?.([at, process.memoryUsage.rss()])
  const token = tokenOf(at)
  const caller = { sub: `person ${at}`, scopes: new Set([`a${at}`, `b${at}`]), expiresAt: at }
  // The cast is safe: the cache hands it back and looks at nothing in it but the token.
  cache.keep({ token, verdict: { kind: 'verified', caller } } as unknown as VerifiedToken)
  if (cache.find(token) === undefined) throw new Error('The cache has forgotten a token that it was just given')
}
process.disconnect()
