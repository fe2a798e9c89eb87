/**
 * Who calls: what a handler may know of an access token that passed every check. Never raw claims, never an e-mail.
 *
 * Only `verify` makes callers; the brand makes "verified" a type instead of a comment.
 */

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
  /** The app client's name in the contract. */
  readonly client: string
  readonly pool: string
  readonly role: string
  /** The contract's scopes that the token carries, by their short names; all others are left out. */
  readonly scopes: ReadonlySet<string>
  /** The `exp` claim, in seconds since the epoch. */
  readonly expiresAt: number
}

/** A person who belongs to one organization. */
export interface UserCaller extends CallerBase {
  readonly kind: 'user'
  readonly org: OrgId
}

/** A person who belongs to no organization; acts on `{org}` paths. */
export interface UnboundCaller extends CallerBase {
  readonly kind: 'unbound'
}

/** A partner's machine, bound to one organization. */
export interface MachineCaller extends CallerBase {
  readonly kind: 'machine'
  readonly org: OrgId
}

export type Caller = UserCaller | UnboundCaller | MachineCaller
