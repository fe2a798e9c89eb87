/** Redeems a refresh token, whichever door it comes through (aws-facts §A.2, §G). */

import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import type { Family } from '../state/families.ts'
import { type IssuedTokens, personTokens } from './issue.ts'

export type RefreshRefusal = 'unknown' | 'revoked' | 'expired' | 'disabled'

export type Refreshed =
  | { readonly ok: true; readonly tokens: IssuedTokens }
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
  return { ok: true, family }
}

/**
 * New access and ID tokens of the same family: `auth_time` and `origin_jti` stay, the trigger decides anew.
 * `scopes`, when given, must already be a subset of the family's.
 *
 * @throws {TriggerFailure}
 */
export async function refresh(
  context: CognitoContext,
  pool: ResolvedPool,
  client: ResolvedClient,
  family: Family,
  scopes: readonly string[] = family.scopes,
): Promise<Refreshed> {
  const user = context.users.find(pool.id, family.sub)
  // Documented (aws-facts §G): a disabled user cannot refresh.
  if (user === undefined || !user.enabled) return { ok: false, reason: 'disabled' }
  const overrides = await context.trigger(pool, {
    source: 'TokenGeneration_RefreshTokens',
    clientId: client.id,
    scopes,
    user,
    clientMetadata: {},
  })
  // The trigger took its time; what was revoked meanwhile stays revoked.
  if (context.families.byId(pool.id, family.id)?.revoked !== false) return { ok: false, reason: 'revoked' }
  return {
    ok: true,
    tokens: await personTokens(context, { pool, client, user, family: { ...family, scopes }, overrides }),
  }
}
