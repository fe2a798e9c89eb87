/**
 * From a token to a verdict: really signed by a pool that we trust, an access token, for a client that we know,
 * now; and who the caller is. aws-jwt-verify does the cryptography.
 *
 * What is not checked here: revocation (Cognito's tokens live until `exp`, aws-facts §G) and permission (`decide`).
 */
import { type Contract, headerLimitBytes } from '@scopegate/contract'
import {
  JwtExpiredError,
  JwtInvalidIssuerError,
  JwtInvalidSignatureAlgorithmError,
  JwtInvalidSignatureError,
  JwtNotBeforeError,
  JwtParseError,
  KidNotFoundInJwksError,
} from 'aws-jwt-verify/error'
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt'
import { JwtVerifier } from 'aws-jwt-verify/jwt-verifier'
import { checkClaims, clockToleranceSeconds } from './claims.ts'
import { type Identification, identify } from './identify.ts'
import { KeySetUnavailable } from './key-set.ts'
import { type KeySetOptions, KeySets, keySetDefaults } from './key-sets.ts'
import type { TrustedPool, TrustedPools } from './pools.ts'
import { RejectedToken, type Rejection } from './rejection.ts'

/** What a token is worth. `unavailable`: it could not be checked, so nothing is said about it. */
export type Verdict =
  | Identification
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  | { readonly kind: 'unavailable'; readonly pool: string; readonly cause: unknown }

/** Checks one token. Rejects only on a mistake of our own, which is a 500. */
export type VerifyToken = (token: string) => Promise<Verdict>

/** Decoders accept several spellings of the same bytes; only the one that an encoder writes is let in. */
const isCanonical = (part: string): boolean => Buffer.from(part, 'base64url').toString('base64url') === part

/** The issuer that the token claims, when everything that can be said without a key is right. Costs no I/O. */
function claimedIssuer(token: string): string | undefined {
  // No token is longer than what the HTTP API passes of request line and headers together.
  if (token.length > headerLimitBytes) throw new RejectedToken({ reason: 'oversized', length: token.length })
  if (!token.split('.').every(isCanonical)) throw new RejectedToken({ reason: 'malformed' })
  const { header, payload } = decomposeUnverifiedJwt(token)
  // The one algorithm of Cognito (aws-facts §A.1), before any key is looked up: RFC 8725 §3.1.
  if (header.alg !== 'RS256') throw new RejectedToken({ reason: 'algorithm' })
  // RFC 7515 §4.1.11: an extension that we do not understand must not be ignored. We understand none.
  if ('crit' in header) throw new RejectedToken({ reason: 'malformed' })
  return payload.iss
}

/** What the error of a failed check means; `undefined` for one that says nothing about the token. */
function rejectionFor(error: unknown, pool: string | undefined): Rejection | undefined {
  if (error instanceof RejectedToken) return error.rejection
  if (error instanceof JwtParseError) return { reason: 'malformed' }
  if (pool === undefined) return undefined
  if (error instanceof KidNotFoundInJwksError) return { reason: 'key_unknown', pool }
  if (error instanceof JwtInvalidSignatureAlgorithmError) return { reason: 'algorithm' }
  if (error instanceof JwtInvalidSignatureError) return { reason: 'signature', pool }
  if (error instanceof JwtInvalidIssuerError) return { reason: 'issuer' }
  if (error instanceof JwtNotBeforeError) return { reason: 'not_yet_valid', pool }
  if (error instanceof JwtExpiredError) {
    return { reason: 'expired', pool, expiredAt: Number(error.failedAssertion.actual) }
  }
  return undefined
}

type PoolVerifier = (token: string) => Promise<Identification>

function poolVerifier(contract: Contract, trusted: TrustedPool, keySets: KeySets, now: () => number): PoolVerifier {
  const verifier = JwtVerifier.create(
    {
      issuer: trusted.issuer,
      jwksUri: trusted.jwksUri,
      // Cognito's access tokens carry none as a rule; `checkClaims` checks one that is there.
      audience: null,
      // The library means it for `nbf` and `exp` alike; `checkClaims` takes none for `exp`.
      graceSeconds: clockToleranceSeconds,
      // No `scope`: the library wants any of a list, and the decision belongs to `decide`, where it is tested.
      customJwtCheck: ({ payload }) => checkClaims(payload, trusted, now() / 1000),
    },
    { jwksCache: keySets },
  )
  return async (token) => {
    const payload = await verifier.verify(token)
    const { sub, exp, client_id: clientId } = payload
    const client = typeof clientId === 'string' ? trusted.clients.get(clientId) : undefined
    if (sub === undefined || exp === undefined || typeof clientId !== 'string' || client === undefined) {
      throw new Error('The claims passed their check incomplete')
    }
    return identify(contract, { payload, sub, clientId, expiresAt: exp, client })
  }
}

/**
 * Makes the verifier for a closed list of pools. It fetches nothing until the first token.
 *
 * @param options limits of the key sets and the clock; production needs none
 * @example
 * const verify = createVerifier(contract, parsePools(contract, process.env['POOLS']))
 * const verdict = await verify(token)
 * if (verdict.kind === 'verified') console.log(verdict.caller.sub)
 */
export function createVerifier(
  contract: Contract,
  pools: TrustedPools,
  options: Partial<KeySetOptions> = {},
): VerifyToken {
  const limits = { ...keySetDefaults, ...options }
  const keySets = new KeySets(limits)
  const byIssuer = new Map(
    pools.map((trusted) => [trusted.issuer, { trusted, verify: poolVerifier(contract, trusted, keySets, limits.now) }]),
  )
  return async (token) => {
    let pool: string | undefined
    try {
      const issuer = byIssuer.get(claimedIssuer(token) ?? '')
      if (issuer === undefined) return { kind: 'rejected', rejection: { reason: 'issuer' } }
      pool = issuer.trusted.pool
      return await issuer.verify(token)
    } catch (error) {
      if (error instanceof KeySetUnavailable && pool !== undefined) return { kind: 'unavailable', pool, cause: error }
      const rejection = rejectionFor(error, pool)
      // Not the token's fault: a 500, never a 401.
      if (rejection === undefined) throw error
      return { kind: 'rejected', rejection }
    }
  }
}
