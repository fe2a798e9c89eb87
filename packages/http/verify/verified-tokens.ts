/**
 * The tokens that were verified a moment ago, so that a caller who sends one for minutes pays for its signature once.
 *
 * A token is looked up by the end of its signature, because a whole one takes longer to hash than all else here, and then
 * compared whole: one that collides is another token. What is kept is who the caller is, never a refusal and never a decision. On every hit it is asked again whatever time can change: `exp`, the clock itself, and
 * whether the key that made the signature is still one of the issuer's.
 */
import type { KeyObject } from 'node:crypto'
import type { Verified } from './verify.ts'

export interface VerifiedToken {
  readonly token: string
  readonly verdict: Verified
  /** The address of the issuer's key set, and the name under which it had the key. */
  readonly address: string
  readonly kid: string
  readonly key: KeyObject
  /** The later one of `nbf` and `iat`, in seconds since the epoch. */
  readonly notBefore: number
}

const keyOf = (token: string): string => token.slice(-64)

/** Counted since the start. */
export interface TokenCacheStatistics {
  /** Tokens that are kept now. */
  readonly size: number
  readonly hits: number
  readonly misses: number
}

/**
 * At most so many. The least recently used ones go first, half of them at a time: a token in the younger half is found
 * without a change to anything.
 */
export class VerifiedTokens {
  readonly #half: number
  readonly #isGood: (kept: VerifiedToken) => boolean
  #young = new Map<string, VerifiedToken>()
  #old = new Map<string, VerifiedToken>()
  #hits = 0
  #misses = 0

  /** @param isGood asked on every hit; what is good no longer is forgotten */
  constructor(maximum: number, isGood: (kept: VerifiedToken) => boolean) {
    this.#half = Math.floor(maximum / 2)
    this.#isGood = isGood
  }

  /** Who sent the token, when it was verified before and is good still. */
  find(token: string): Verified | undefined {
    const key = keyOf(token)
    const young = this.#young.get(key)
    const kept = young ?? this.#old.get(key)
    if (kept === undefined || kept.token !== token) return undefined
    if (!this.#isGood(kept)) {
      this.#remove(key)
      return undefined
    }
    if (young === undefined) this.keep(kept)
    this.#hits += 1
    return kept.verdict
  }

  /** Counts a token that had to be verified. */
  missed(): void {
    this.#misses += 1
  }

  keep(verified: VerifiedToken): void {
    if (this.#half === 0) return
    const key = keyOf(verified.token)
    this.#old.delete(key)
    this.#young.set(key, verified)
    if (this.#young.size < this.#half) return
    this.#old = this.#young
    this.#young = new Map()
  }

  /** Forgets what a key made that the issuer withdrew. */
  forget(isWithdrawn: (kept: VerifiedToken) => boolean): void {
    for (const [key, kept] of [...this.#young, ...this.#old]) if (isWithdrawn(kept)) this.#remove(key)
  }

  statistics(): TokenCacheStatistics {
    return { size: this.#young.size + this.#old.size, hits: this.#hits, misses: this.#misses }
  }

  #remove(key: string): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }
}
