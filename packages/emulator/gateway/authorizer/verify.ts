/**
 * The JWT authorizer's check of a token (documented, aws-facts §E.1). Written against AWS's description and nothing
 * else: it shares no code with the services' guard, so that two opinions meet in the tests.
 *
 * What it does not do, because AWS does not: look at `token_use` (an ID token passes any route without scopes), ask
 * about revocation, tolerate clock skew (none is documented).
 */
import {
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importJWK,
  type ProtectedHeaderParameters,
} from 'jose'
import type { ResolvedAuthorizer } from '../../template/index.ts'
import type { FindKey } from './keys.ts'

export type Claims = Readonly<Record<string, unknown>>

/** The words, and how each is known: aws-facts §E.2. */
const faultTexts = {
  segments: 'token contains an invalid number of segments',
  undecodable: 'the token cannot be decoded',
  algorithm: 'signing method (alg) is unavailable',
  issuer: 'the token does not have a valid issuer',
  key: 'the token names no key of the issuer',
  signature: 'the token signature is invalid',
  audience: 'the token does not have a valid audience',
  expired: 'the token has expired',
  notYet: 'the token is not valid yet',
} as const

/** What is wrong with a token, in the order in which it is looked for. */
export type TokenFault = keyof typeof faultTexts

export type Verdict =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly fault: TokenFault; readonly reason: string }

/** What is wrong with the signature of a token whose header is given. @throws KeysUnavailable */
export type CheckSignature = (
  token: string,
  header: ProtectedHeaderParameters,
) => Promise<'algorithm' | 'key' | 'signature' | undefined>

/** Documented: RSA algorithms only. */
const algorithms = ['RS256', 'RS384', 'RS512']
/** Algorithms that have a name (RFC 7518 §3.1, RFC 8037 §3.1). Other text is the sender's, and is not repeated. */
const namedAlgorithm = /^(?:[REPH]S(?:256|384|512)|EdDSA|none)$/

const reasonFor = (fault: TokenFault, { alg = '' }: ProtectedHeaderParameters): string =>
  fault === 'algorithm' && namedAlgorithm.test(alg) ? `signing method ${alg} is invalid` : faultTexts[fault]

/**
 * Checks signatures with the issuer's keys, each once: of the same text and the same key a signature stays good. All else
 * about a token is looked at each time, and a key that was fetched anew is another one.
 *
 * @param remembered signatures, no more
 */
export function signedBy(findKey: FindKey, remembered = 1000): CheckSignature {
  /** By the whole token, the key that its signature is good with. */
  const good = new Map<string, object>()
  return async (token, { alg = '', kid }) => {
    const jwk = typeof kid === 'string' ? await findKey(kid) : undefined
    if (jwk === undefined || jwk.kty !== 'RSA') return 'key'
    // RFC 8725 §3.1: a key is for one algorithm.
    if (jwk['alg'] !== undefined && jwk['alg'] !== alg) return 'algorithm'
    if (good.get(token) === jwk) return undefined
    try {
      await compactVerify(token, await importJWK(jwk, alg), { algorithms })
    } catch (error) {
      if (error instanceof errors.JOSEError) return 'signature'
      throw error
    }
    for (const oldest of good.keys()) if (good.size >= remembered) good.delete(oldest)
    good.set(token, jwk)
    return undefined
  }
}

/** @throws KeysUnavailable when the issuer cannot be asked. `now` in milliseconds. */
export async function verify(
  token: string,
  { issuer, audience }: Pick<ResolvedAuthorizer, 'issuer' | 'audience'>,
  checkSignature: CheckSignature,
  now: number,
): Promise<Verdict> {
  let header: ProtectedHeaderParameters = {}
  let claims: Claims
  const refuse = (fault: TokenFault): Verdict => ({ ok: false, fault, reason: reasonFor(fault, header) })
  if (token.split('.').length !== 3) return refuse('segments')
  try {
    header = decodeProtectedHeader(token)
    claims = decodeJwt(token)
  } catch {
    return refuse('undecodable')
  }
  if (!algorithms.includes(header.alg ?? '')) return refuse('algorithm')
  // Before the key is fetched: a token of another issuer costs ours nothing.
  if (claims['iss'] !== issuer) return refuse('issuer')
  const badSignature = await checkSignature(token, header)
  if (badSignature !== undefined) return refuse(badSignature)
  if (!hasAudience(claims, audience)) return refuse('audience')
  const seconds = now / 1000
  // Documented: `exp` after now, `nbf` and `iat` before. Inferred: a token without `exp` has none that is after now.
  if (!(typeof claims['exp'] === 'number' && claims['exp'] > seconds)) return refuse('expired')
  if (!isPast(claims['nbf'], seconds) || !isPast(claims['iat'], seconds)) return refuse('notYet')
  return { ok: true, claims }
}

/** Documented: `client_id` counts only when there is no `aud`. */
function hasAudience(claims: Claims, audience: readonly string[]): boolean {
  const named = claims['aud'] === undefined ? claims['client_id'] : claims['aud']
  return (Array.isArray(named) ? named : [named]).some((one) => typeof one === 'string' && audience.includes(one))
}

/** A claim that is not there forbids nothing; one that is no number does. */
const isPast = (claim: unknown, seconds: number) =>
  claim === undefined || (typeof claim === 'number' && claim <= seconds)

/**
 * The token's scopes, from `scope` or `scp` (documented). Unknown (aws-facts §E.1): which counts when both are there.
 * Here `scope`, the one that Cognito writes.
 */
export function scopesOf(claims: Claims): readonly string[] {
  const value = claims['scope'] ?? claims['scp']
  if (Array.isArray(value)) return value.filter((scope) => typeof scope === 'string')
  return typeof value === 'string' ? value.split(' ').filter((scope) => scope !== '') : []
}
