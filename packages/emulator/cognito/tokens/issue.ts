/** Issues tokens: claims, then the trigger's changes, then the signature. */
import { createHash, randomUUID } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { type CognitoContext, issuerOf } from '../context.ts'
import { randomToken } from '../secrets.ts'
import { sessionSettingsOf } from '../session-settings.ts'
import type { Family, FamilyDetail } from '../state/families.ts'
import type { User } from '../state/users.ts'
import type { Overrides } from '../trigger/overrides.ts'
import { applyClaims, applyScopes } from '../trigger/rules.ts'
import { readable, released } from './attributes.ts'
import { accessClaims, idClaims, machineClaims, type PersonToken } from './claims.ts'
import type { SigningKey } from './keys.ts'
import { authenticationOf } from './levels.ts'

export interface IssuedTokens {
  readonly accessToken: string
  /** Only with `openid`, or after an SDK sign-in (documented, aws-facts §A.2). */
  readonly idToken: string | undefined
  /** Seconds. */
  readonly expiresIn: number
}

/** What a person's tokens are made of. */
export interface PersonGrant {
  readonly pool: ResolvedPool
  readonly client: ResolvedClient
  readonly user: User
  readonly family: Pick<Family, 'id'> & FamilyDetail
  readonly overrides: Overrides
  readonly nonce?: string | undefined
}

/** Starts a family for a fresh sign-in and answers it with its refresh token. */
export function startFamily(
  context: CognitoContext,
  grant: { pool: ResolvedPool; client: ResolvedClient; sub: string },
  detail: FamilyDetail,
): { readonly family: Pick<Family, 'id'> & FamilyDetail; readonly refreshToken: string } {
  // Documented (aws-facts §G): who has as many sessions as the pool allows silently loses those that were not used longest.
  const { tracking, most } = sessionSettingsOf(grant.pool)
  const sessions = context.families.alive(grant.pool.id, grant.sub, context.now())
  if (tracking) for (const { id } of sessions.slice(most - 1)) context.families.revoke(grant.pool.id, id)
  const refreshToken = randomToken()
  const family = { ...detail, id: randomUUID() }
  const expires = context.now() + grant.client.refreshTokenSeconds * 1000
  context.families.start(
    { ...family, pool: grant.pool.id, client: grant.client.id, sub: grant.sub, expires, created: context.now() },
    refreshToken,
  )
  return { family, refreshToken }
}

/** The access token of a person and, where due, the ID token. */
export async function personTokens(context: CognitoContext, grant: PersonGrant): Promise<IssuedTokens> {
  const { pool, client, user, family, overrides, nonce } = grant
  const keys = context.keysOf(pool)
  const eventId = randomUUID()
  const { level, amr } = authenticationOf(family.factors)
  const token = (): PersonToken => ({
    issuer: issuerOf(context, pool),
    client,
    sub: user.sub,
    originJti: family.id,
    eventId,
    jti: randomUUID(),
    groups: overrides.groups,
    authTime: family.authTime,
    acr: pool.plan === 'LITE' ? undefined : pool.levelNames[level - 1],
    amr,
    issuedAt: seconds(context),
  })
  const scopes = applyScopes(family.scopes, overrides)
  const access = applyClaims(accessClaims(token(), scopes, family.resource), overrides.access)
  const accessToken = await sign(keys.access, access)
  const hosted = family.origin === 'hosted'
  // By what was requested: a trigger changes the access token's scopes, not which tokens there are (inferred).
  if (hosted && !family.scopes.includes('openid')) {
    return { accessToken, idToken: undefined, expiresIn: client.accessTokenSeconds }
  }
  const attributes = hosted ? released(client, family.scopes, user.attributes) : readable(client, user.attributes)
  const id = idClaims(token(), attributes, { nonce, atHash: hosted ? atHash(accessToken) : undefined })
  const idToken = await sign(keys.id, applyClaims(id, overrides.id))
  return { accessToken, idToken, expiresIn: client.accessTokenSeconds }
}

/** The access token of a machine. There is neither an ID token nor a refresh token (documented, aws-facts §C). */
export async function machineToken(
  context: CognitoContext,
  { pool, client, scopes, overrides }: Omit<PersonGrant, 'user' | 'family' | 'nonce'> & { scopes: readonly string[] },
): Promise<IssuedTokens> {
  const token = { issuer: issuerOf(context, pool), client, jti: randomUUID(), issuedAt: seconds(context) }
  const claims = applyClaims(machineClaims(token, applyScopes(scopes, overrides)), overrides.access)
  const accessToken = await sign(context.keysOf(pool).access, claims)
  return { accessToken, idToken: undefined, expiresIn: client.accessTokenSeconds }
}

/** Documented (aws-facts §A.1): the header has `kid` and `alg`, and no `typ`. */
const sign = (key: SigningKey, claims: JWTPayload): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: 'RS256' }).sign(key.privateKey)

/** OpenID Connect Core §3.1.3.6, for RS256. */
const atHash = (accessToken: string): string =>
  createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url')

/** The time as tokens tell it. */
export const seconds = ({ now }: Pick<CognitoContext, 'now'>): number => Math.floor(now() / 1000)
