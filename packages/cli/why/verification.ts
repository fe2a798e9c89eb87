/**
 * The kit's verifier, which also goes on where no key could be had, and then says so. It asks only issuers that are trusted,
 * and only those on this machine unless more is allowed: the command works offline.
 */
import {
  checkClaims,
  createVerifier,
  identify,
  RejectedToken,
  type TrustedPool,
  type Verdict,
  type VerifyToken,
} from '@scopegate/http'
import { isLoopback } from '@scopegate/template'
import type { Facts } from './facts.ts'

export interface Verification {
  readonly verify: VerifyToken
  /** Why the signature could not be checked; `undefined` while nothing has kept it from that. */
  readonly unchecked: () => string | undefined
  /** Where the keys of the token's issuer may be fetched. */
  readonly keysOf: (pool: TrustedPool) => string | undefined
  /** Notes that they could not be. */
  readonly keysMissing: () => void
}

const elsewhere = 'the issuer is not on this machine; `--online` asks it'
const unreachable = 'the issuer’s keys could not be fetched'

export function verificationOf({ contract, pools, trusted, claims, now, online }: Facts): Verification {
  let because: string | undefined
  const keysOf = ({ jwksUri }: TrustedPool) => (online || isLoopback(jwksUri) ? jwksUri : undefined)
  const askable = pools.map((pool) => ({ ...pool, jwksUri: keysOf(pool) ?? 'about:blank' }))
  const verify = createVerifier(contract, askable, { now: () => now * 1000 })
  const keysMissing = () => {
    because = trusted !== undefined && keysOf(trusted) === undefined ? elsewhere : unreachable
  }
  return {
    unchecked: () => because,
    keysOf,
    keysMissing,
    verify: async (token) => {
      const verdict = await verify(token)
      if (verdict.kind !== 'unavailable' || trusted === undefined || claims === undefined) return verdict
      keysMissing()
      return withoutSignature(trusted)
    },
  }

  /** All that the kit looks at besides the signature. */
  function withoutSignature(pool: TrustedPool): Verdict {
    // The cast is safe: the verifier refuses claims of other types before it asks for a key.
    const payload = claims as Parameters<typeof checkClaims>[0]
    try {
      checkClaims(payload, pool, now)
    } catch (error) {
      if (error instanceof RejectedToken) return { kind: 'rejected', rejection: error.rejection }
      throw error
    }
    const { sub = '', exp = 0, client_id: id } = payload
    const clientId = typeof id === 'string' ? id : ''
    const client = pool.clients.get(clientId)
    if (client === undefined) throw new Error('The claims passed their check incomplete')
    return identify(contract, { payload, sub, clientId, expiresAt: exp, client })
  }
}
