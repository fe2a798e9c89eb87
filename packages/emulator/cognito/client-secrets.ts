/** The secrets of an app client: the template's one, and a second while it is being replaced (aws-facts §C). */
import type { ResolvedClient } from '../template/model.ts'
import { sameSecret, secretHash } from './secrets.ts'

/** All that work now. Each is compared with, so that the time does not tell which one fits. */
const secretsOf = ({ secret, secrets }: ResolvedClient): readonly string[] =>
  secrets?.map(({ value }) => value) ?? (secret === undefined ? [] : [secret])

/** Whether a client with a secret showed one of them, or a public one none: one that sends some is guessing (inferred). */
export const provesSecret = (client: ResolvedClient, given: string | undefined): boolean =>
  client.secret === undefined ? given === undefined : given !== undefined && fits(client, given, (secret) => secret)

/** Whether the `SECRET_HASH` over the user name was made with one of the secrets. */
export const fitsHash = (client: ResolvedClient, username: string, hash: string): boolean =>
  fits(client, hash, (secret) => secretHash(secret, username, client.id))

const fits = (client: ResolvedClient, given: string, expected: (secret: string) => string): boolean =>
  secretsOf(client).filter((secret) => sameSecret(expected(secret), given)).length > 0
