/**
 * Why a token was refused: one row a reason, with the evidence that the log keeps. The answer says far less.
 *
 * Evidence is only what the signature covers, or a number. What an unverified token says of itself is never logged.
 *
 * @module
 */

/** The token cannot be accepted. Never says that we could not check: that is `unavailable`. */
export type Rejection =
  | { readonly reason: 'oversized'; readonly length: number }
  | { readonly reason: 'malformed' }
  | { readonly reason: 'algorithm' }
  | { readonly reason: 'issuer' }
  | { readonly reason: 'key_unknown'; readonly pool: string }
  | { readonly reason: 'signature'; readonly pool: string }
  | { readonly reason: 'expiry_missing'; readonly pool: string }
  | { readonly reason: 'expired'; readonly pool: string; readonly expiredAt: number }
  | { readonly reason: 'not_yet_valid'; readonly pool: string }
  | { readonly reason: 'id_token'; readonly pool: string }
  | { readonly reason: 'token_use'; readonly pool: string }
  | { readonly reason: 'client'; readonly pool: string }
  | { readonly reason: 'audience'; readonly pool: string; readonly clientId: string }
  | { readonly reason: 'subject'; readonly pool: string; readonly clientId: string }

export type RejectionReason = Rejection['reason']

/** Carries a rejection out of a check that a library runs. */
export class RejectedToken extends Error {
  override readonly name = 'RejectedToken'
  readonly rejection: Rejection

  constructor(rejection: Rejection) {
    super(rejection.reason)
    this.rejection = rejection
  }
}

const asIssued = 'The token could not be verified: send the access token exactly as Cognito issued it'

/** What the answer says: what to do next, and nothing that the token or our configuration says. */
export function rejectionDetail(reason: RejectionReason): string {
  switch (reason) {
    case 'expired':
      return 'The access token has expired: get a new one'
    case 'id_token':
      return 'This is an ID token; send the access token'
    case 'not_yet_valid':
      return 'The access token is not valid yet: check the clocks'
    case 'issuer':
      return 'The token comes from an issuer that this API does not trust: sign in for this API'
    case 'client':
      return 'The token was issued to an app client that this API does not know: sign in with an app client of this API'
    case 'audience':
      return 'The token was issued for another audience: get an access token without `resource`'
    case 'token_use':
      return 'This is not an access token; send the access token'
    case 'oversized':
      return 'The token is longer than any that API Gateway would pass: request fewer scopes'
    case 'malformed':
    case 'algorithm':
    case 'key_unknown':
    case 'signature':
    case 'expiry_missing':
    case 'subject':
      return asIssued
  }
}
