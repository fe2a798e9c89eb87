/**
 * Proof Key for Code Exchange (RFC 7636), S256 only (documented, aws-facts §C).
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { sameSecret } from '../secrets.ts'

const verifierPattern = /^[A-Za-z0-9\-._~]{43,128}$/

/** Whether the text could be an S256 challenge. */
export const isChallenge = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)

/**
 * Whether the verifier opens the challenge. A verifier without a challenge is refused too (RFC 9700 §2.1.1: it may be
 * a downgrade).
 */
export function opensChallenge(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined || verifier === undefined) return challenge === verifier
  return (
    verifierPattern.test(verifier) && sameSecret(createHash('sha256').update(verifier).digest('base64url'), challenge)
  )
}
