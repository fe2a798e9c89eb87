/**
 * Who calls: what a handler may know of an access token that passed every check. Never raw claims, never an e-mail.
 *
 * Only `verify` makes callers; the brand makes "verified" a type instead of a comment.
 *
 * @module
 */
import type { ClientName, PoolName, Role, Scope } from '@scopegate/scopes/catalog'

declare const orgBrand: unique symbol
declare const verified: unique symbol

/** An organization's id that came from a verified caller, or from the path of an operation on `{org}`. Opens a store. */
export type OrgId = string & { readonly [orgBrand]: true }

interface CallerBase {
  readonly [verified]: true
  /** The `sub` claim: a person's id in their pool, or the machine's app client id. */
  readonly sub: string
  /** The app client's id, as the token names it. */
  readonly clientId: string
  /** The app client's name in the catalog. */
  readonly client: ClientName
  readonly pool: PoolName
  readonly role: Role
  /** The catalog's scopes that the token carries; scopes that the catalog does not know are left out. */
  readonly scopes: ReadonlySet<Scope>
  /** The `exp` claim, in seconds since the epoch. */
  readonly expiresAt: number
}

/** A person who belongs to one organization. */
export interface UserCaller extends CallerBase {
  readonly kind: 'user'
  readonly org: OrgId
}

/** A person of a pool that is not bound to organizations; acts on `{org}` paths. */
export interface OperatorCaller extends CallerBase {
  readonly kind: 'operator'
}

/** A partner's machine, bound to one organization. */
export interface MachineCaller extends CallerBase {
  readonly kind: 'machine'
  readonly org: OrgId
}

export type Caller = UserCaller | OperatorCaller | MachineCaller
