/** How secrets are made, judged, kept and compared; those of app clients are the template's and a second while it is replaced (aws-facts §C). */
import { createHash, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { ClientSecret, ResolvedClient } from '../template/model.ts'
import { type Verifier, verifierOf } from './sign-in/srp.ts'

/** 32 random bytes, in a form that needs no escaping in a URL or a form. */
export const randomToken = (): string => randomBytes(32).toString('base64url')

/**
 * What is stored instead of a token. Plain SHA-256 is enough, because 256 random bits cannot be guessed; a slow hash
 * would add nothing and make the look-up by hash impossible.
 */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, (error, key) => (error === null ? resolve(key) : reject(error)))
  })

/** What is stored instead of a user's password: scrypt with a salt of its own, and what SRP needs. */
export async function hashPassword(password: string, { pool, sub }: { pool: string; sub: string }): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt)
  const srp = verifierOf(pool, sub, password)
  return `${salt.toString('base64url')}.${hash.toString('base64url')}.${srp.salt}.${srp.verifier}`
}

/** The part for SRP. */
export function srpVerifierOf(stored: string): Verifier | undefined {
  const [, , salt, verifier] = stored.split('.')
  return salt === undefined || verifier === undefined ? undefined : { salt, verifier }
}

// Compared with when there is no such user, so that the time of the answer does not tell.
const nobody = hashPassword(randomToken(), { pool: '', sub: '' })

/** Whether the password fits. Takes as long for a user who does not exist (`undefined`). */
export async function passwordFits(password: string, stored: string | undefined): Promise<boolean> {
  const [salt = '', hash = ''] = (stored ?? (await nobody)).split('.')
  const fits = timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url')), Buffer.from(hash, 'base64url'))
  return fits && stored !== undefined
}

/** Compares in a time that does not depend on the content. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}

/** The `SECRET_HASH` of a client with a secret (documented: Base64 of HMAC-SHA256 over user name and client id). */
export const secretHash = (secret: string, username: string, clientId: string): string =>
  createHmac('sha256', secret)
    .update(username + clientId)
    .digest('base64')

/** A secret with Cognito's kind of id (documented, model): `<client id>--<time>`. */
export function newSecret(
  clientId: string,
  now: number,
  own?: string,
  beside: readonly ClientSecret[] = [],
): ClientSecret {
  const created = Math.max(now, ...beside.map((other) => other.created + 1))
  return { id: `${clientId}--${created}`, value: own ?? letters(51), created }
}

/** The client with all of its secrets: those that were kept, or its one. When the template's was made is not known: now. */
export function withSecrets(client: ResolvedClient, now: number, kept?: readonly ClientSecret[]): ResolvedClient {
  if (client.secret === undefined) return client
  const secrets = kept ?? [newSecret(client.id, now, client.secret)]
  return { ...client, secret: secrets[0]?.value, secrets }
}

/** Of the letters that Cognito's ids and secrets have. Hexadecimal digits are some of them. */
export const letters = (length: number) => randomBytes(length).toString('hex').slice(0, length)

/** Whether a client with a secret showed one of them, or a public one none: one that sends some is guessing (inferred). */
export const provesSecret = (client: ResolvedClient, given: string | undefined): boolean =>
  client.secret === undefined ? given === undefined : given !== undefined && fits(client, given, (secret) => secret)

/** Whether the `SECRET_HASH` over the user name was made with one of the secrets. */
export const fitsHash = (client: ResolvedClient, username: string, hash: string): boolean =>
  fits(client, hash, (secret) => secretHash(secret, username, client.id))

const fits = (client: ResolvedClient, given: string, expected: (secret: string) => string): boolean =>
  // Each is compared with, so that the time does not tell which one fits.
  (client.secrets ?? []).filter(({ value }) => sameSecret(expected(value), given)).length > 0
