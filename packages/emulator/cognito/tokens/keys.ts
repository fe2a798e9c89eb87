/**
 * A pool's signing keys: two RSA-2048 pairs, one for access tokens and one for ID tokens, so that the two `kid`s of a
 * session differ (documented, aws-facts §A.1). They are made once and kept: a restart must not sign everybody out.
 */
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { z } from 'zod'
import { DamagedFile } from '../../home/damaged-file.ts'
import { randomToken } from '../secrets.ts'

const Jwk = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string(), d: z.string() }).loose()
const KeyFile = z.object({ access: Jwk, id: Jwk })

export interface SigningKey {
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  /** As the key set shows it: `kid, alg, kty, e, n, use` (documented, aws-facts §A.1). */
  readonly publicJwk: JWK
}

export interface PoolKeys {
  readonly access: SigningKey
  readonly id: SigningKey
}

/** Reads the pool's keys, or makes them. An unreadable key file is an error: new keys in its place would hide it. */
export async function poolKeys(directory: string, poolId: string): Promise<PoolKeys> {
  const folder = join(directory, 'keys')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${poolId.replaceAll(/[^\w-]/g, '_')}.json`)
  const stored = (await read(file)) ?? (await create(file))
  try {
    const { access, id } = KeyFile.parse(JSON.parse(stored))
    return { access: await signingKey(access), id: await signingKey(id) }
  } catch (error) {
    throw new DamagedFile(file, error)
  }
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

async function create(file: string): Promise<string> {
  const [access, id] = await Promise.all([privateJwk(), privateJwk()])
  const text = JSON.stringify({ access, id })
  // Written beside and moved into place: a crash half-way leaves no half key.
  const draft = `${file}.${randomToken()}`
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' })
  await chmod(draft, 0o600)
  await rename(draft, file)
  return text
}

async function privateJwk(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  return exportJWK(privateKey)
}

async function signingKey(jwk: z.output<typeof Jwk>): Promise<SigningKey> {
  const { kty, n, e } = jwk
  // Cognito's kids look like Base64 ending in `=` (documented); how it makes them is unknown. The RFC 7638
  // thumbprint has the same 32 bytes and follows from the key.
  const kid = Buffer.from(await calculateJwkThumbprint({ kty, n, e }), 'base64url').toString('base64')
  const publicJwk = { kid, alg: 'RS256', kty, e, n, use: 'sig' }
  return { kid, publicJwk, privateKey: await cryptoKey(jwk), publicKey: await cryptoKey({ kty, n, e }) }
}

async function cryptoKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'RS256')
  if (key instanceof Uint8Array) throw new TypeError('The signing key is not an RSA key')
  return key
}
