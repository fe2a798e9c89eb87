/**
 * Issues tokens: Cognito's claims (aws-facts §A.2), then the trigger's changes, then the signature. `cognito:groups` comes
 * only from a trigger, because groups are not emulated.
 */
import { createHash, randomUUID } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { type CognitoContext, issuerOf } from '../context.ts'
import { randomToken } from '../secrets.ts'
import type { Family, FamilyDetail } from '../state/families.ts'
import { sessionSettingsOf } from '../state/user-sessions.ts'
import type { Attributes, User } from '../state/users.ts'
import type { Overrides } from '../trigger/overrides.ts'
import { applyClaims, applyScopes } from '../trigger/overrides.ts'
import { readable, released } from './attributes.ts'
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
interface PersonGrant {
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
  if (tracking) {
    const sessions = context.families.alive(grant.pool.id, grant.sub, context.now())
    for (const { id } of sessions.slice(most - 1)) context.families.revoke(grant.pool.id, id)
  }
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

interface MachineToken {
  readonly issuer: string
  readonly client: ResolvedClient
  readonly jti: string
  /** Seconds. */
  readonly issuedAt: number
}

interface PersonToken extends MachineToken {
  readonly sub: string
  readonly originJti: string
  readonly eventId: string
  readonly groups: readonly string[]
  /** Seconds. */
  readonly authTime: number
  /** `undefined` on a plan that knows no levels. */
  readonly acr: string | undefined
  readonly amr: readonly string[]
}

/** What both of a person's tokens have in common (documented, aws-facts §A.2). */
const personClaims = (token: PersonToken) => ({
  sub: token.sub,
  ...(token.groups.length > 0 ? { 'cognito:groups': token.groups } : {}),
  iss: token.issuer,
  // Documented (aws-facts §A.2): only where revocation or rotation is on.
  ...(token.client.tokenRevocation || token.client.rotation !== undefined ? { origin_jti: token.originJti } : {}),
  event_id: token.eventId,
  // Unknown (aws-facts §A.4): whether they are there when nobody asked for a level. Ours are.
  ...(token.acr === undefined ? {} : { acr: token.acr, amr: token.amr }),
  auth_time: token.authTime,
  iat: token.issuedAt,
  jti: token.jti,
})

/**
 * A person's access token. No `aud` unless a resource was bound (documented, aws-facts §A.3). `username` is the sub:
 * people sign in by e-mail.
 */
export const accessClaims = (token: PersonToken, scopes: readonly string[], resource: string | undefined) => ({
  ...personClaims(token),
  ...(resource === undefined ? {} : { aud: resource }),
  version: 2,
  client_id: token.client.id,
  token_use: 'access',
  // Unknown (aws-facts §A.2): what Cognito writes when no scope is left. Ours is an empty string.
  scope: scopes.join(' '),
  exp: token.issuedAt + token.client.accessTokenSeconds,
  username: token.sub,
})

/** An ID token: `aud` is the client; no `client_id`, no `scope` and no `version` (documented, aws-facts §A.2). */
const idClaims = (
  token: PersonToken,
  attributes: Attributes,
  { nonce, atHash }: { nonce: string | undefined; atHash: string | undefined },
) => ({
  ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, idValue(name, value)])),
  ...personClaims(token),
  'cognito:username': token.sub,
  aud: token.client.id,
  token_use: 'id',
  exp: token.issuedAt + token.client.idTokenSeconds,
  ...(nonce === undefined ? {} : { nonce }),
  ...(atHash === undefined ? {} : { at_hash: atHash }),
})

/** Documented (aws-facts §A.2): `email_verified` is a boolean here, custom attributes are always strings. */
const idValue = (name: string, value: string): string | boolean =>
  name === 'email_verified' || name === 'phone_number_verified' ? value === 'true' : value

/**
 * A machine's access token: `sub` is the client, there is no `username`, no `origin_jti` and no group (documented,
 * aws-facts §A.2). `version` and `auth_time` are inferred.
 */
const machineClaims = ({ issuer, client, jti, issuedAt }: MachineToken, scopes: readonly string[]) => ({
  sub: client.id,
  token_use: 'access',
  scope: scopes.join(' '),
  auth_time: issuedAt,
  iss: issuer,
  exp: issuedAt + client.accessTokenSeconds,
  iat: issuedAt,
  version: 2,
  jti,
  client_id: client.id,
})
