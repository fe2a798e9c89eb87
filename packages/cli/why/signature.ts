/**
 * Whether the token is really signed by the issuer that it names. Asks only issuers that are trusted, never an address
 * that the token brings along; and only this machine, unless more is allowed: the command works offline.
 *
 * @module
 */
import { isLoopback } from '@scopegate/template'
import { compactVerify, errors, importJWK } from 'jose'
import { z } from 'zod'
import type { Reading } from './reading.ts'
import type { TrustedPool } from './trust.ts'

export type Signature =
  | { readonly kind: 'good' | 'bad' | 'key_unknown' | 'other_algorithm' }
  | { readonly kind: 'unchecked'; readonly because: string }

const KeySet = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })),
})

/** Milliseconds. */
const patience = 1_500

const unchecked = (because: string): Signature => ({ kind: 'unchecked', because })

/**
 * Checks the signature.
 *
 * @param trusted the pool whose issuer the token names
 * @param online whether issuers elsewhere may be asked
 */
export async function checkSignature(
  token: string,
  reading: Reading,
  trusted: TrustedPool | undefined,
  online: boolean,
): Promise<Signature> {
  if (reading.kind !== 'token' || trusted === undefined) return unchecked('no trusted issuer has keys for it')
  const { alg, kid } = reading.header
  if (alg !== 'RS256' && alg !== 'RS384' && alg !== 'RS512') return { kind: 'other_algorithm' }
  if (!online && !isLoopback(trusted.jwksUri)) return unchecked('the issuer is not on this machine; `--online` asks it')
  let keys: z.output<typeof KeySet>['keys']
  try {
    const response = await fetch(trusted.jwksUri, { signal: AbortSignal.timeout(patience), redirect: 'error' })
    keys = KeySet.parse(await response.json()).keys
  } catch {
    return unchecked('the issuer’s keys cannot be had')
  }
  const key = keys.find((each) => each.kid === kid)
  if (key === undefined || key.kty !== 'RSA') return { kind: 'key_unknown' }
  // RFC 8725 §3.1: a key is for one algorithm.
  if (key['alg'] !== undefined && key['alg'] !== alg) return { kind: 'other_algorithm' }
  try {
    await compactVerify(token, await importJWK(key, alg), { algorithms: [alg] })
    return { kind: 'good' }
  } catch (error) {
    if (error instanceof errors.JOSEError) return { kind: 'bad' }
    throw error
  }
}
