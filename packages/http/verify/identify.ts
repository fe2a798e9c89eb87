/**
 * From the claims of a verified token to the caller: organization, role and scopes, each checked against the catalog.
 *
 * A good token whose person nobody has assigned yet is not a bad token: the caller is known and refused (403), with
 * words that say whom to ask.
 *
 * @module
 */
import type { Role, Scope } from '@scopegate/scopes/catalog'
import { type CatalogClient, isRoleOf, poolNamed, scopeOfWire } from '@scopegate/scopes/lookup'
import type { JwtPayload } from 'aws-jwt-verify/jwt-model'
import type { Caller, OrgId } from '../caller.ts'
import { parseOrgId } from './org.ts'

/** What is wrong with the assignment of a caller whose token is good. */
export type AssignmentFault = 'org_missing' | 'org_invalid' | 'org_unexpected' | 'role_missing' | 'role_invalid'

/** Who the token is about, for the log. */
export type Identity = Pick<Caller, 'sub' | 'clientId' | 'client' | 'pool'>

export type Identification =
  | { readonly kind: 'verified'; readonly caller: Caller }
  | { readonly kind: 'unassigned'; readonly fault: AssignmentFault; readonly identity: Identity }

/** Claims of a token that passed `checkClaims` for this client. */
export interface VerifiedClaims {
  readonly payload: JwtPayload
  readonly sub: string
  readonly clientId: string
  readonly expiresAt: number
  readonly client: CatalogClient
}

const scopesOf = (scope: string | undefined): ReadonlySet<Scope> =>
  new Set((scope ?? '').split(' ').flatMap((wire) => scopeOfWire(wire) ?? []))

function roleOf(value: unknown, client: CatalogClient): Role | AssignmentFault {
  if (value === undefined || value === '') return 'role_missing'
  if (typeof value !== 'string' || !isRoleOf(client.pool, value)) return 'role_invalid'
  // A machine's role is the catalog's, or the token is older than the catalog.
  return client.kind === 'machine' && value !== client.role ? 'role_invalid' : value
}

type Organization = { readonly org: OrgId | undefined } | { readonly fault: AssignmentFault }

function orgOf(value: unknown, client: CatalogClient): Organization {
  const missing = value === undefined || value === ''
  switch (poolNamed(client.pool).org) {
    case 'none':
      // An empty one as well: the trigger writes none at all, so that whatever stands there is not its own.
      return value === undefined ? { org: undefined } : { fault: 'org_unexpected' }
    case 'required': {
      if (missing) return { fault: 'org_missing' }
      const org = parseOrgId(value)
      if (org === undefined || (client.kind === 'machine' && org !== client.org)) return { fault: 'org_invalid' }
      return { org }
    }
  }
}

const isFault = (role: Role | AssignmentFault): role is AssignmentFault =>
  role === 'role_missing' || role === 'role_invalid'

/** Builds the caller. The only place where one is made. */
export function identify({ payload, sub, clientId, expiresAt, client }: VerifiedClaims): Identification {
  const identity = { sub, clientId, client: client.name, pool: client.pool }
  const organization = orgOf(payload['org_id'], client)
  if ('fault' in organization) return { kind: 'unassigned', fault: organization.fault, identity }
  const role = roleOf(payload['role'], client)
  if (isFault(role)) return { kind: 'unassigned', fault: role, identity }
  const base = { ...identity, role, scopes: scopesOf(payload.scope), expiresAt }
  const { org } = organization
  // The casts are where the brand is put on: every field above comes from a verified token and the catalog.
  if (org === undefined) return { kind: 'verified', caller: { ...base, kind: 'operator' } as Caller }
  const kind = client.kind === 'machine' ? 'machine' : 'user'
  return { kind: 'verified', caller: { ...base, kind, org } as Caller }
}
