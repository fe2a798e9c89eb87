/**
 * The claims of Cognito's tokens before a trigger changes them (aws-facts §A.2).
 * `cognito:groups` comes only from a trigger, because groups are not emulated.
 */
import type { ResolvedClient } from '../../template/model.ts'
import type { Attributes } from '../state/users.ts'

export interface MachineToken {
  readonly issuer: string
  readonly client: ResolvedClient
  readonly jti: string
  /** Seconds. */
  readonly issuedAt: number
}

export interface PersonToken extends MachineToken {
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
export const idClaims = (
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
export const machineClaims = ({ issuer, client, jti, issuedAt }: MachineToken, scopes: readonly string[]) => ({
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
