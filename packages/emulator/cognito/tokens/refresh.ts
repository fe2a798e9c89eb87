/** Redeems a refresh token, whichever door it comes through (aws-facts §A.2, §F, §G). */

import { AwsError } from '../../aws-json/index.ts'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { randomToken } from '../secrets.ts'
import type { Family } from '../state/families.ts'
import { type IssuedTokens, personTokens } from './issue.ts'

/** What is said of a refresh token that is not taken (general knowledge; of `rotated` unknown). */
const refusals = {
  unknown: 'Invalid Refresh Token.',
  revoked: 'Refresh Token has been revoked',
  expired: 'Refresh Token has expired',
  disabled: 'User is disabled.',
  rotated: 'Refresh Token was rotated out: use the one that the last refresh gave',
} as const

/** Documented (model): a refresh token that was rotated out has an exception of its own. */
const refused = (why: keyof typeof refusals) =>
  new AwsError(why === 'rotated' ? 'RefreshTokenReuseException' : 'NotAuthorizedException', refusals[why])

/** The family that the client may refresh. A token of another client does not exist for this one. @throws {AwsError} */
export function familyFor(
  context: CognitoContext,
  pool: ResolvedPool,
  client: ResolvedClient,
  refreshToken: string,
): Family {
  const family = context.families.byRefreshToken(pool.id, refreshToken)
  if (family === undefined || family.client !== client.id) throw refused('unknown')
  if (family.revoked) throw refused('revoked')
  if (family.expires <= context.now()) throw refused('expired')
  // Unknown (aws-facts §F): whether a token that comes back after its grace ends the family. Ours is only refused.
  if (family.dies <= context.now()) throw refused('rotated')
  return family
}

interface RefreshRequest {
  readonly pool: ResolvedPool
  readonly client: ResolvedClient
  readonly refreshToken: string
  readonly family: Family
  /** When given, already a subset of the family's. */
  readonly scopes?: readonly string[] | undefined
  /** Only what `GetTokensFromRefreshToken` was sent reaches the trigger (documented, aws-facts §B.3). */
  readonly clientMetadata?: Readonly<Record<string, string>>
}

/**
 * New access and ID tokens of the same family, and with rotation a new refresh token: `auth_time`, `origin_jti`, `acr`
 * and `amr` stay, the trigger decides anew.
 *
 * @throws {AwsError} and {TriggerFailure}
 */
export async function refresh(
  context: CognitoContext,
  { pool, client, refreshToken, family, scopes = family.scopes, clientMetadata = {} }: RefreshRequest,
): Promise<{ readonly tokens: IssuedTokens; readonly refreshToken: string | undefined }> {
  const user = context.users.find(pool.id, family.sub)
  // Documented (aws-facts §G): a disabled user cannot refresh.
  if (user === undefined || !user.enabled) throw refused('disabled')
  const overrides = await context.trigger(pool, {
    source: 'TokenGeneration_RefreshTokens',
    clientId: client.id,
    // Unknown (aws-facts §B.3): whether they hold what the trigger added before. Ours are those that were asked for.
    scopes,
    user,
    clientMetadata,
  })
  // The trigger took its time; what was revoked meanwhile stays revoked.
  if (context.families.byId(pool.id, family.id)?.revoked !== false) throw refused('revoked')
  const next = client.rotation === undefined ? undefined : randomToken()
  const now = context.now()
  if (next === undefined) context.families.use(pool.id, refreshToken, now)
  else {
    const dies = now + (client.rotation?.graceSeconds ?? 0) * 1000
    if (!context.families.rotate(pool.id, refreshToken, next, now, dies)) throw refused('rotated')
  }
  const tokens = await personTokens(context, { pool, client, user, family: { ...family, scopes }, overrides })
  return { tokens, refreshToken: next }
}
