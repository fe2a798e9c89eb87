/**
 * What can be read in a token before any key is asked: for the summary and for explanations. Nothing is decided on it.
 *
 * @module
 */
import { decodeJwt } from 'jose'

export type Claims = Readonly<Record<string, unknown>>

/** `undefined` where there is nothing to read. */
export function claimsIn(token: string): Claims | undefined {
  try {
    return decodeJwt(token)
  } catch {
    return undefined
  }
}
