/** The secrets of an app client: the template's one, and a second while it is being replaced (aws-facts §C). */
import { randomBytes } from 'node:crypto'
import type { ClientSecret, ResolvedClient } from '../template/model.ts'
import { sameSecret, secretHash } from './secrets.ts'

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

/** The client with its one secret in the list of its secrets. When the template's was made is not known: now. */
export const withSecrets = (client: ResolvedClient, now: number): ResolvedClient =>
  client.secret === undefined ? client : { ...client, secrets: [newSecret(client.id, now, client.secret)] }

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
