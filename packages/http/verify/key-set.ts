/**
 * One fetch of one key set, bounded in time and size, and what counts as a key: RSA of 2,048 bits or more with
 * an odd exponent from 3 on, for RS256 signatures (RFC 7517, RFC 7518 §3.3, RFC 8017 §3.1). A set without such a key is no set.
 */
import { createPublicKey, type KeyObject } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Usable keys by the `kid` that tokens name. Never empty. */
export type KeySet = ReadonlyMap<string, KeyObject>

/** The key set could not be fetched: unreachable, too slow, too large, or not a key set. Our outage, never the caller's fault. */
export class KeySetUnavailable extends Error {
  override readonly name: string = 'KeySetUnavailable'
}

/** The issuer has no key of that name: the token's fault. */
export class KeyUnknown extends Error {
  override readonly name = 'KeyUnknown'
}

/** The key set was fetched before the token was issued. A class of its own, so that alarms can leave it out: anyone can cause it. */
export class KeySetOlderThanToken extends KeySetUnavailable {
  override readonly name = 'KeySetOlderThanToken'
}

/** RFC 7517 §4.3: what else a key is for, it is not for signatures alone. */
const isForSignatures = (operations: unknown): boolean =>
  Array.isArray(operations) &&
  operations.includes('verify') &&
  operations.every((each) => each === 'verify' || each === 'sign')

/** The key, when it can be used; keys for other purposes and algorithms may stand beside it and are passed over. */
function usableKey(value: unknown): [string, KeyObject] | undefined {
  // The cast is safe: every member is unknown until it is looked at. With the private part `d` anybody signs.
  const key = (value ?? {}) as Readonly<Record<string, unknown>>
  const { kid, kty, n, e, use = 'sig', alg = 'RS256', key_ops: operations = ['verify'], d } = key
  if (kty !== 'RSA' || use !== 'sig' || alg !== 'RS256' || d !== undefined || !isForSignatures(operations))
    return undefined
  if (typeof kid !== 'string' || kid === '' || typeof n !== 'string' || typeof e !== 'string') return undefined
  try {
    const imported = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
    const { modulusLength = 0, publicExponent = 0n } = imported.asymmetricKeyDetails ?? {}
    // With the exponent 1 a signature is the text that it signs.
    const isSafe = modulusLength >= 2048 && publicExponent >= 3n && publicExponent % 2n === 1n
    return isSafe ? [kid, imported] : undefined
  } catch {
    return undefined
  }
}

/** @throws {KeySetUnavailable} when the value is not a key set with a usable key */
export function parseKeySet(value: unknown): KeySet {
  // The cast is safe: `keys` is unknown until it is looked at.
  const { keys: list } = (value ?? {}) as { readonly keys?: unknown }
  const keys = new Map((Array.isArray(list) ? list : []).map(usableKey).filter((key) => key !== undefined))
  if (keys.size === 0) throw new KeySetUnavailable('The answer is not a key set with an RS256 key')
  return keys
}

export interface FetchLimits {
  /** For the whole fetch with its body, in milliseconds. */
  readonly timeoutMilliseconds: number
  readonly maximumBytes: number
}

/** Not `fetch`: in a fresh process that takes as long to load as all the rest. An address is asked once an hour: no agent. */
const answerOf = (address: string, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const isSafe = address.startsWith('https:')
    const { get } = isSafe ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http')
    get(address, { signal, agent: false, headers: { accept: 'application/json' } }, resolve).once('error', reject)
  })

/** Fetches a key set from an address that is configured as trusted: redirects are not followed. Whatever fails is the cause. */
export async function fetchKeySet(address: string, limits: FetchLimits): Promise<KeySet> {
  const abort = new AbortController()
  const late = new KeySetUnavailable('The key set came too late')
  const timer = setTimeout(() => abort.abort(late), limits.timeoutMilliseconds)
  try {
    const answer = await answerOf(address, abort.signal)
    if (answer.statusCode !== 200) throw new KeySetUnavailable(`The key set was answered with ${answer.statusCode}`)
    const chunks: Buffer[] = []
    let size = 0
    // The cast is safe: no encoding is set.
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limits.maximumBytes) throw new KeySetUnavailable('The key set is too large')
      chunks.push(chunk)
    }
    return parseKeySet(JSON.parse(new TextDecoder().decode(Buffer.concat(chunks))))
  } catch (error) {
    if (error instanceof KeySetUnavailable) throw error
    throw abort.signal.aborted ? late : new KeySetUnavailable('The key set could not be fetched', { cause: error })
  } finally {
    clearTimeout(timer)
    // Ends a body that will not be read; without effect on one that was read to its end.
    abort.abort()
  }
}
