/**
 * The cache of the issuers' key sets.
 *
 * The distinction that everything here serves: a `kid` that is absent from a set that was really fetched is the token's
 * fault (401), a set that cannot be fetched is ours (503). A client that gets 401 during our outage signs out.
 *
 * The same holds right after a rotation of the keys. A flood of tokens with invented keys can use up the one fetch of
 * a cool-down just before the rotation; the set at hand then proves nothing about a token of the new key. So a missing
 * key is the token's fault only when the set was fetched for that very key, or after the token says it was issued:
 * a key is published before it signs. Otherwise it is 503, and the retry finds the key after the cool-down. `iat` is
 * not verified here, and need not be: all that it chooses is which refusal the sender gets.
 */
import type { KeyObject } from 'node:crypto'
import { clockToleranceSeconds } from './claims.ts'
import {
  type FetchLimits,
  fetchKeySet,
  type KeySet,
  KeySetOlderThanToken,
  KeySetUnavailable,
  KeyUnknown,
} from './key-set.ts'

export interface KeySetOptions extends FetchLimits {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Pause after a fetch that failed or did not bring the wanted key, in milliseconds. Bounds what a flood can cause. */
  readonly coolDownMilliseconds: number
  /** Age from which a set is fetched again in the background, so that a withdrawn key is noticed. */
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
  /** When the last fetch began, and the key that it was for. One key only, so that a flood fills no memory. */
  look?: { readonly at: number; readonly kid: string | undefined }
  /** Why there is a pause, and since when. */
  pause?: { readonly at: number; readonly failure: unknown }
}

interface Token {
  readonly header: { readonly kid?: string | undefined }
  /** `iat` in seconds since the epoch; Cognito writes it always, and a token without it counts as old. */
  readonly payload?: { readonly iat?: number | undefined }
}

const unknownKey = () => new KeyUnknown('The key set has no such key')

/** What the last fetch without the key says of a token that names it. */
function absent({ look }: Entry, { header: { kid }, payload }: Token): Error {
  const issuedAt = (payload?.iat ?? 0) + clockToleranceSeconds
  const proven = look !== undefined && (look.kid === kid || issuedAt * 1000 <= look.at)
  return proven ? unknownKey() : new KeySetOlderThanToken('The key set was fetched before the token was issued')
}

const sameKey = (known: KeyObject | undefined, key: KeyObject): KeyObject => (known?.equals(key) === true ? known : key)

/** Key sets by their address. Holds no timer; safe for any number of requests at a time. */
export class KeySets {
  readonly #options: KeySetOptions
  readonly #onReplaced: (address: string, keys: KeySet) => void
  readonly #entries = new Map<string, Entry>()

  /** @param onReplaced told of each set that takes the place of another */
  constructor(options: KeySetOptions, onReplaced: (address: string, keys: KeySet) => void = () => undefined) {
    this.#options = options
    this.#onReplaced = onReplaced
  }

  /** The key, when the set at hand has it and still counts. Sees to it that the set does not grow old. */
  held(address: string, kid: string | undefined): KeyObject | undefined {
    if (kid === undefined) return undefined
    const entry = this.#entry(address)
    const key = this.#trusted(entry)?.get(kid)
    if (key !== undefined) this.#refreshWhenOld(address, entry)
    return key
  }

  /**
   * The key, from the set at hand or from the issuer.
   *
   * @throws {KeyUnknown} for a set that was fetched and has no such key, {KeySetUnavailable} where it cannot say
   */
  async getJwk(address: string, token: Token): Promise<KeyObject> {
    const { kid } = token.header
    if (kid === undefined) throw unknownKey()
    const known = this.held(address, kid)
    if (known !== undefined) return known
    const entry = this.#entry(address)
    if (entry.fetching === undefined) this.#refuseWhilePaused(entry, token)
    const found = (await this.#fetchOnce(address, entry, kid)).get(kid)
    if (found !== undefined) return found
    entry.pause = { at: this.#options.now(), failure: undefined }
    throw absent(entry, token)
  }

  #entry(address: string): Entry {
    const known = this.#entries.get(address)
    if (known !== undefined) return known
    const entry: Entry = {}
    this.#entries.set(address, entry)
    return entry
  }

  /** Of what a clock that jumped back calls the future nobody knows how old it is: it counts as too old. */
  #age({ at }: { readonly at: number }): number {
    const age = this.#options.now() - at
    return age < -clockToleranceSeconds * 1000 ? Number.POSITIVE_INFINITY : age
  }

  #trusted({ held }: Entry): KeySet | undefined {
    return held !== undefined && this.#age(held) < this.#options.trustedForMilliseconds ? held.keys : undefined
  }

  #paused({ pause }: Entry): boolean {
    return pause !== undefined && this.#age(pause) < this.#options.coolDownMilliseconds
  }

  #refuseWhilePaused(entry: Entry, token: Token): void {
    if (!this.#paused(entry)) return
    const failure = entry.pause?.failure
    // The last fetch failed, so it is unknown whether the key exists.
    if (failure !== undefined)
      throw new KeySetUnavailable('The key set could not be fetched a moment ago', { cause: failure })
    throw absent(entry, token)
  }

  #refreshWhenOld(address: string, entry: Entry): void {
    if (entry.held !== undefined && this.#age(entry.held) < this.#options.refreshAfterMilliseconds) return
    if (this.#paused(entry)) return
    // No request waits for it: an outage of the issuer must not slow down tokens whose key is at hand. A failure is kept
    // in `pause` by #fetch.
    this.#fetchOnce(address, entry).catch(() => undefined)
  }

  #fetchOnce(address: string, entry: Entry, kid?: string): Promise<KeySet> {
    if (entry.fetching !== undefined) return entry.fetching
    entry.look = { at: this.#options.now(), kid }
    entry.fetching = this.#fetch(address, entry)
    return entry.fetching
  }

  async #fetch(address: string, entry: Entry): Promise<KeySet> {
    try {
      const fetched = await fetchKeySet(address, this.#options)
      // A key that stays is the same object: what it has verified stays verified.
      const keys = new Map([...fetched].map(([kid, key]) => [kid, sameKey(entry.held?.keys.get(kid), key)]))
      entry.held = { keys, at: this.#options.now() }
      this.#onReplaced(address, keys)
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
