/** Redeems a refresh token, whichever door it comes through (aws-facts §A.2, §F, §G). */

import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { randomToken } from '../secrets.ts'
import type { Family } from '../state/families.ts'
import { type IssuedTokens, personTokens } from './issue.ts'

export type RefreshRefusal = 'unknown' | 'revoked' | 'expired' | 'disabled' | 'rotated'

/** What to say of it, in a log as well as in Cognito's exceptions (general knowledge; of `rotated` unknown). */
export const refreshRefusals: Readonly<Record<RefreshRefusal, string>> = {
  unknown: 'Invalid Refresh Token.',
  revoked: 'Refresh Token has been revoked',
  expired: 'Refresh Token has expired',
  disabled: 'User is disabled.',
  rotated: 'Refresh Token was rotated out: use the one that the last refresh gave',
}

type Refreshed =
  | { readonly ok: true; readonly tokens: IssuedTokens; readonly refreshToken: string | undefined }
  | { readonly ok: false; readonly reason: RefreshRefusal }

/** The family that the client may refresh. A token of another client does not exist for this one. */
export function familyFor(
  context: CognitoContext,
  pool: ResolvedPool,
  client: ResolvedClient,
  refreshToken: string,
): { readonly ok: true; readonly family: Family } | { readonly ok: false; readonly reason: RefreshRefusal } {
  const family = context.families.byRefreshToken(pool.id, refreshToken)
  if (family === undefined || family.client !== client.id) return { ok: false, reason: 'unknown' }
  if (family.revoked) return { ok: false, reason: 'revoked' }
  if (family.expires <= context.now()) return { ok: false, reason: 'expired' }
  // Unknown (aws-facts §F): whether a token that comes back after its grace ends the family. Ours is only refused.
  if (family.dies <= context.now()) return { ok: false, reason: 'rotated' }
  return { ok: true, family }
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
 * @throws {TriggerFailure}
 */
export async function refresh(
  context: CognitoContext,
  { pool, client, refreshToken, family, scopes = family.scopes, clientMetadata = {} }: RefreshRequest,
): Promise<Refreshed> {
  const user = context.users.find(pool.id, family.sub)
  // Documented (aws-facts §G): a disabled user cannot refresh.
  if (user === undefined || !user.enabled) return { ok: false, reason: 'disabled' }
  const overrides = await context.trigger(pool, {
    source: 'TokenGeneration_RefreshTokens',
    clientId: client.id,
    // Unknown (aws-facts §B.3): whether they hold what the trigger added before. Ours are those that were asked for.
    scopes,
    user,
    clientMetadata,
  })
  // The trigger took its time; what was revoked meanwhile stays revoked.
  if (context.families.byId(pool.id, family.id)?.revoked !== false) return { ok: false, reason: 'revoked' }
  const next = client.rotation === undefined ? undefined : randomToken()
  const now = context.now()
  if (next === undefined) context.families.use(pool.id, refreshToken, now)
  else {
    const dies = now + (client.rotation?.graceSeconds ?? 0) * 1000
    if (!context.families.rotate(pool.id, refreshToken, next, now, dies)) return { ok: false, reason: 'rotated' }
  }
  const tokens = await personTokens(context, { pool, client, user, family: { ...family, scopes }, overrides })
  return { ok: true, tokens, refreshToken: next }
}
