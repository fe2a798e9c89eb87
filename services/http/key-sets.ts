/**
 * The cache of key sets behind aws-jwt-verify.
 *
 * The distinction that everything here serves: a `kid` that is absent from a set that was really had is the token's
 * fault (401), a set that cannot be had is ours (503). A client that is told 401 during our outage signs out.
 *
 * @module
 */
import { JwksNotAvailableInCacheError, KidNotFoundInJwksError } from 'aws-jwt-verify/error'
import type { Jwks, JwksCache, JwkWithKid } from 'aws-jwt-verify/jwk'
import { type FetchLimits, fetchKeySet, type KeySet, KeySetUnavailable, parseKeySet } from './key-set.ts'

export interface KeySetOptions extends FetchLimits {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Pause after a fetch that failed or did not bring the wanted key, in milliseconds. Bounds what a flood can cause. */
  readonly coolDownMilliseconds: number
  /** Age from which a set is fetched anew in the background, so that a withdrawn key is noticed. */
  readonly refreshAfterMilliseconds: number
  /** Age from which a set counts no longer, whatever the outage: a withdrawn key must not live for ever. */
  readonly trustedForMilliseconds: number
}

/** Time and size are the limits of API Gateway's own fetch (aws-facts §D.2); it keeps keys for up to two hours. */
export const keySetDefaults: KeySetOptions = {
  now: Date.now,
  timeoutMilliseconds: 1_500,
  maximumBytes: 150_000,
  coolDownMilliseconds: 10_000,
  refreshAfterMilliseconds: 3_600_000,
  trustedForMilliseconds: 86_400_000,
}

interface Entry {
  held?: { readonly keys: KeySet; readonly at: number }
  /** The one fetch that is under way; everyone waits for it. */
  fetching?: Promise<KeySet>
  /** Why there is a pause, and since when. */
  pause?: { readonly at: number; readonly failure: unknown }
}

interface Header {
  readonly header: { readonly kid?: string | undefined }
}

const unknownKey = () => new KidNotFoundInJwksError('The key set has no such key')

/** Key sets by their address, for `JwtVerifier`. Holds no timer; safe for any number of requests at a time. */
export class KeySets implements JwksCache {
  readonly #options: KeySetOptions
  readonly #entries = new Map<string, Entry>()

  constructor(options: KeySetOptions = keySetDefaults) {
    this.#options = options
  }

  /**
   * The key that a token names.
   *
   * @throws {KidNotFoundInJwksError} the set was had and has no such key
   * @throws {KeySetUnavailable} the set cannot be had
   */
  async getJwk(address: string, { header: { kid } }: Header): Promise<JwkWithKid> {
    if (kid === undefined) throw unknownKey()
    const entry = this.#entry(address)
    const key = this.#trusted(entry)?.get(kid)
    if (key !== undefined) {
      this.#refreshWhenOld(address, entry)
      return key
    }
    if (entry.fetching === undefined) this.#refuseWhilePaused(entry)
    const found = (await this.#fetchOnce(address, entry)).get(kid)
    if (found !== undefined) return found
    entry.pause = { at: this.#options.now(), failure: undefined }
    throw unknownKey()
  }

  /** The cached key, without any fetch. */
  getCachedJwk(address: string, { header: { kid } }: Header): JwkWithKid {
    const keys = this.#trusted(this.#entry(address))
    if (keys === undefined) throw new JwksNotAvailableInCacheError('The key set is not cached')
    const key = kid === undefined ? undefined : keys.get(kid)
    if (key === undefined) throw unknownKey()
    return key
  }

  /** Puts a set that was had by other means. */
  addJwks(address: string, jwks: Jwks): void {
    this.#entry(address).held = { keys: parseKeySet(jwks), at: this.#options.now() }
  }

  /** Fetches the set now. */
  async getJwks(address: string): Promise<Jwks> {
    return { keys: [...(await this.#fetchOnce(address, this.#entry(address))).values()] }
  }

  #entry(address: string): Entry {
    const known = this.#entries.get(address)
    if (known !== undefined) return known
    const entry: Entry = {}
    this.#entries.set(address, entry)
    return entry
  }

  #trusted({ held }: Entry): KeySet | undefined {
    return held !== undefined && this.#options.now() - held.at < this.#options.trustedForMilliseconds
      ? held.keys
      : undefined
  }

  #paused({ pause }: Entry): boolean {
    return pause !== undefined && this.#options.now() - pause.at < this.#options.coolDownMilliseconds
  }

  #refuseWhilePaused(entry: Entry): void {
    if (!this.#paused(entry)) return
    const failure = entry.pause?.failure
    // The last fetch failed, so nobody knows whether the key exists.
    if (failure !== undefined) throw new KeySetUnavailable('The key set was not had a moment ago', { cause: failure })
    throw unknownKey()
  }

  #refreshWhenOld(address: string, entry: Entry): void {
    const age = this.#options.now() - (entry.held?.at ?? 0)
    if (age < this.#options.refreshAfterMilliseconds || this.#paused(entry)) return
    // Nobody waits for it: an outage of the issuer must not slow down tokens whose key is at hand. A failure is kept
    // in `pause` by #fetch.
    this.#fetchOnce(address, entry).catch(() => undefined)
  }

  #fetchOnce(address: string, entry: Entry): Promise<KeySet> {
    entry.fetching ??= this.#fetch(address, entry)
    return entry.fetching
  }

  async #fetch(address: string, entry: Entry): Promise<KeySet> {
    try {
      const keys = await fetchKeySet(address, this.#options)
      entry.held = { keys, at: this.#options.now() }
      delete entry.pause
      return keys
    } catch (error) {
      entry.pause = { at: this.#options.now(), failure: error }
      throw error
    } finally {
      delete entry.fetching
    }
  }
}
