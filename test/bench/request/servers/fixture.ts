/** What all servers have in common: the routes, the body, and the key set for those that bring no fetch of their own. */
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import type { Setup } from '../issuer.ts'

export const openPath = '/healthz'
export const guardedPath = '/v1/deposit'
export const body = { status: 'ok' } as const

/** A server that listens. */
export interface Started {
  readonly port: number
  readonly close: () => unknown
}

/** Starts one. */
export type Start = (setup: Setup) => Promise<Started>

interface KeySet {
  readonly keys: readonly (JsonWebKey & { readonly kid: string })[]
}

/** Safe: the form of a key set, which the bench itself serves. */
export const keySetOf = async ({ jwksUri }: Setup): Promise<KeySet> => (await (await fetch(jwksUri)).json()) as KeySet

/** The public key of a `kid` as PEM, fetched once for each. */
export function pemKeys(setup: Setup): (kid: string) => Promise<string> {
  const known = new Map<string, Promise<string>>()
  const load = async (kid: string) => {
    const jwk = (await keySetOf(setup)).keys.find((each) => each.kid === kid)
    if (jwk === undefined) throw new Error('There is no such key')
    return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString()
  }
  return (kid) => {
    const key = known.get(kid) ?? load(kid)
    known.set(kid, key)
    return key
  }
}

/** Whether the claim of a verified token holds the scope. */
export const holds = (claim: unknown, scope: string): boolean =>
  typeof claim === 'string' && claim.split(' ').includes(scope)
