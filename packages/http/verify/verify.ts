/**
 * From a token to a verdict: really signed by a pool that we trust, an access token, for a client that we know,
 * now; and who the caller is. Why the signature is checked here and by no library: ADR 0014.
 *
 * What is not checked here: revocation (Cognito's tokens live until `exp`, aws-facts §G) and permission (`decide`).
 */
import type { KeyObject } from 'node:crypto'
import type { Contract } from '@scopegate/contract'
import { checkClaims, clockToleranceSeconds } from './claims.ts'
import { type Identification, identify } from './identify.ts'
import { KeySetUnavailable, KeyUnknown } from './key-set.ts'
import { type KeySetOptions, KeySets, keySetDefaults } from './key-sets.ts'
import type { TrustedPool, TrustedPools } from './pools.ts'
import { RejectedToken, type Rejection } from './rejection.ts'
import { isSignedBy, readToken, type UnverifiedToken } from './token.ts'
import { type TokenCacheStatistics, type VerifiedToken, VerifiedTokens } from './verified-tokens.ts'

/** What a token is worth. `unavailable`: it could not be checked, so nothing is said about it. */
export type Verdict =
  | Identification
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  | { readonly kind: 'unavailable'; readonly pool: string; readonly cause: unknown }

/** The verdict on a token that is good, of a caller who is assigned. */
export type Verified = Extract<Verdict, { readonly kind: 'verified' }>

/** Checks one token. Fails only on a mistake of our own, which is a 500. A promise only where a key set has to be fetched. */
export interface VerifyToken {
  (token: string): Verdict | Promise<Verdict>
  /** Who sent a token that was verified before and is good still; `undefined` for any other. Waits for nothing. */
  readonly known?: (token: string) => Verified | undefined
  /** What the cache of verified tokens did since the start. */
  readonly statistics?: () => TokenCacheStatistics
}

export interface VerifierOptions extends KeySetOptions {
  /** How many verified tokens are kept, the least recently used going first; 0 keeps none. One takes about two kilobytes. */
  readonly keptTokens: number
}

const verifierDefaults: VerifierOptions = { ...keySetDefaults, keptTokens: 10_000 }

/** What a failed check means. @throws what says nothing about the token: that is a 500, never a 401 */
function verdictOf(error: unknown, pool: string | undefined): Verdict {
  if (error instanceof RejectedToken) return { kind: 'rejected', rejection: error.rejection }
  if (pool === undefined) throw error
  if (error instanceof KeyUnknown) return { kind: 'rejected', rejection: { reason: 'key_unknown', pool } }
  if (error instanceof KeySetUnavailable) return { kind: 'unavailable', pool, cause: error }
  throw error
}

/** The verdict on a token whose key was found. @throws {RejectedToken} */
function judge(
  contract: Contract,
  trusted: TrustedPool,
  unverified: UnverifiedToken,
  key: KeyObject,
  now: number,
): Identification {
  if (!isSignedBy(unverified, key)) throw new RejectedToken({ reason: 'signature', pool: trusted.pool })
  const { payload } = unverified
  checkClaims(payload, trusted, now / 1000)
  const { sub, exp, client_id: clientId } = payload
  const client = typeof clientId === 'string' ? trusted.clients.get(clientId) : undefined
  if (sub === undefined || exp === undefined || typeof clientId !== 'string' || client === undefined) {
    throw new Error('The claims passed their check incomplete')
  }
  return identify(contract, { payload, sub, clientId, expiresAt: exp, client })
}

/**
 * Makes the verifier for a closed list of pools. It fetches nothing until the first token.
 *
 * @param options limits of the key sets and of the cache, and the clock; production needs none
 * @example
 * const verify = createVerifier(contract, parsePools(contract, process.env['POOLS']))
 * const verdict = await verify(token)
 * if (verdict.kind === 'verified') console.log(verdict.caller.sub)
 */
export function createVerifier(
  contract: Contract,
  pools: TrustedPools,
  options: Partial<VerifierOptions> = {},
): VerifyToken {
  const limits = { ...verifierDefaults, ...options }
  const { now } = limits
  const keySets = new KeySets(limits, (address, keys) =>
    kept.forget((token) => token.address === address && keys.get(token.kid) !== token.key),
  )
  // The one place that every token passes which is not verified anew: whatever may end a token early is asked here.
  const isStillGood = ({ verdict, address, kid, key, notBefore }: VerifiedToken): boolean => {
    const seconds = now() / 1000
    return (
      verdict.caller.expiresAt > seconds &&
      notBefore <= seconds + clockToleranceSeconds &&
      keySets.held(address, kid) === key
    )
  }
  const kept = new VerifiedTokens(limits.keptTokens, isStillGood)
  const byIssuer = new Map(pools.map((trusted) => [trusted.issuer, trusted]))

  function verdictFor(token: string, trusted: TrustedPool, unverified: UnverifiedToken, key: KeyObject): Verdict {
    const verdict = judge(contract, trusted, unverified, key, now())
    const { kid } = unverified.header
    if (verdict.kind === 'verified' && kid !== undefined) {
      const { nbf = 0, iat = 0 } = unverified.payload
      kept.keep({ token, verdict, address: trusted.jwksUri, kid, key, notBefore: Math.max(nbf, iat) })
    }
    return verdict
  }

  const verify = (token: string): Verdict | Promise<Verdict> => {
    const known = kept.find(token)
    if (known !== undefined) return known
    kept.missed()
    let pool: string | undefined
    try {
      const unverified = readToken(token)
      const trusted = byIssuer.get(unverified.payload.iss ?? '')
      if (trusted === undefined) return { kind: 'rejected', rejection: { reason: 'issuer' } }
      pool = trusted.pool
      const key = keySets.held(trusted.jwksUri, unverified.header.kid)
      if (key !== undefined) return verdictFor(token, trusted, unverified, key)
      return keySets
        .getJwk(trusted.jwksUri, unverified)
        .then((found) => verdictFor(token, trusted, unverified, found))
        .catch((error: unknown) => verdictOf(error, trusted.pool))
    } catch (error) {
      return verdictOf(error, pool)
    }
  }
  return Object.assign(verify, { known: (token: string) => kept.find(token), statistics: () => kept.statistics() })
}
