/** The checks on the claims of a Cognito access token whose signature is good. */
import { clientKinds } from '@scopegate/contract'
import type { TrustedPool } from './pools.ts'
import { RejectedToken } from './rejection.ts'
import type { Claims } from './token.ts'

/**
 * Seconds that a token may be ahead of our clock. A clock slightly behind Cognito's would otherwise refuse, right
 * after the sign-in, a token that has just been issued. Applies to `iat` and `nbf`, which a token outgrows by itself;
 * never to `exp`, where it would lengthen every token's life.
 *
 * Behind the gateway it lets nothing more through: the authorizer wants both in the past by its own clock, without
 * any tolerance (aws-facts §E.1), and a request that it refused does not come here.
 */
export const clockToleranceSeconds = 5

/** The last second that RFC 3339 can write. What expires after it never does, and some dates cannot hold it. */
const lastSecond = 253_402_300_799

/** What Cognito takes for a user name, and so for a `sub` (aws-facts §H). Stores limit their keys, and half a character fits in none. */
const subject = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u

/** Checks the claims. @param now seconds since the epoch, with their fraction. @throws {RejectedToken} */
export function checkClaims(payload: Claims, { pool, clients }: TrustedPool, now: number): void {
  const { exp, nbf, iat, aud, sub, token_use: tokenUse, client_id: clientId } = payload
  if (exp === undefined || exp > lastSecond) throw new RejectedToken({ reason: 'expiry_missing', pool })
  // RFC 7519 §4.1.4: not accepted on or after the moment. No tolerance: the gateway documents none either.
  if (exp <= now) throw new RejectedToken({ reason: 'expired', pool, expiredAt: exp })
  // The gateway wants `iat` in the past, too (aws-facts §E.1), so ours is looked at.
  if (Math.max(nbf ?? 0, iat ?? 0) > now + clockToleranceSeconds)
    throw new RejectedToken({ reason: 'not_yet_valid', pool })
  if (tokenUse === 'id') throw new RejectedToken({ reason: 'id_token', pool })
  if (tokenUse !== 'access') throw new RejectedToken({ reason: 'token_use', pool })
  const client = typeof clientId === 'string' ? clients.get(clientId) : undefined
  if (typeof clientId !== 'string' || client === undefined) throw new RejectedToken({ reason: 'client', pool })
  // The only audience that Cognito's trigger may add is the client itself. A resource-bound token (RFC 8707) names
  // another API; one audience of ours in a list with foreign ones is still a token that was meant for others, too.
  const audiences = typeof aud === 'string' ? [aud] : aud
  if (audiences !== undefined && (audiences.length === 0 || audiences.some((each) => each !== clientId))) {
    throw new RejectedToken({ reason: 'audience', pool, clientId })
  }
  // A machine's subject is its client; a person's never is. Anything else is a token that Cognito does not issue.
  if (
    sub === undefined ||
    !subject.test(sub) ||
    (sub === clientId) !== (clientKinds[client.kind].subject === 'machine')
  ) {
    throw new RejectedToken({ reason: 'subject', pool, clientId })
  }
}
