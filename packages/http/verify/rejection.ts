/**
 * Why a token was refused: one row a reason, with the evidence that the log keeps. The answer says far less.
 *
 * Evidence is only what the signature covers, or a number. What an unverified token says of itself is never logged.
 */

/** The token cannot be accepted. Never says that we could not check: that is `unavailable`. */
export type Rejection =
  | { readonly reason: 'oversized'; readonly length: number }
  | { readonly reason: 'malformed' | 'algorithm' | 'issuer' }
  | {
      readonly reason:
        | 'key_unknown'
        | 'signature'
        | 'expiry_missing'
        | 'not_yet_valid'
        | 'id_token'
        | 'token_use'
        | 'client'
      readonly pool: string
    }
  | { readonly reason: 'expired'; readonly pool: string; readonly expiredAt: number }
  | { readonly reason: 'audience' | 'subject'; readonly pool: string; readonly clientId: string }

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
const details: Readonly<Record<RejectionReason, string>> = {
  oversized: 'The token is longer than any that API Gateway would pass: request fewer scopes',
  malformed: asIssued,
  algorithm: asIssued,
  issuer: 'The token comes from an issuer that this API does not trust: sign in for this API',
  key_unknown: asIssued,
  signature: asIssued,
  expiry_missing: asIssued,
  expired: 'The access token has expired: get a new one',
  not_yet_valid: 'The access token is not valid yet: check the clocks',
  id_token: 'This is an ID token; send the access token',
  token_use: 'This is not an access token; send the access token',
  client: 'The token was issued to an app client that this API does not know: sign in with an app client of this API',
  audience: 'The token was issued for another audience: get an access token without `resource`',
  subject: asIssued,
}

export const rejectionDetail = (reason: RejectionReason): string => details[reason]
