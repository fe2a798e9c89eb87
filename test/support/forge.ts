/**
 * Tokens that Cognito would never issue: any claims, really signed with a pool's own key of the running stack, or with
 * a key that nobody trusts. For tests of what a gate refuses.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose'
import { inject } from 'vitest'
import { poolOf } from './stack.ts'

export interface ForgeOptions {
  /** `access` and `id` are the pool's keys; `unknown` is a key that is in no key set, under a kid that is in none. */
  readonly key?: 'access' | 'id' | 'unknown'
}

/** Signs the claims as the pool would, whatever they say. */
export async function forge(pool: string, claims: JWTPayload, { key = 'access' }: ForgeOptions = {}): Promise<string> {
  if (key === 'unknown') {
    const { privateKey } = await generateKeyPair('RS256')
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'unknown' }).sign(privateKey)
  }
  const file = join(inject('stackDirectory'), 'cognito', 'keys', `${poolOf(pool).id}.json`)
  // The cast is safe: the look-alike validated the file when it started with it.
  const jwk = (JSON.parse(await readFile(file, 'utf8')) as Record<'access' | 'id', JWK>)[key]
  const { kty = '', n = '', e = '' } = jwk
  const kid = Buffer.from(await calculateJwkThumbprint({ kty, n, e }), 'base64url').toString('base64')
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(await importJWK(jwk, 'RS256'))
}

const seconds = () => Math.floor(Date.now() / 1000)

/** Claims of an access token as the pool issues them; the rest overrides. */
export const accessClaims = (pool: string, clientId: string, rest: JWTPayload = {}): JWTPayload => ({
  iss: poolOf(pool).issuer,
  sub: 'forged-subject',
  client_id: clientId,
  token_use: 'access',
  version: 2,
  jti: 'forged',
  username: 'forged-subject',
  auth_time: seconds(),
  iat: seconds() - 1,
  exp: seconds() + 300,
  ...rest,
})
