/**
 * The issuer's public keys: found through its discovery document, cached by `kid` for up to two hours (documented,
 * aws-facts §E.1 step 3), fetched again for an unknown `kid`, but not more often than the cool-down allows.
 */
import { z } from 'zod'

/** Documented (aws-facts §D.2). */
const limits = { milliseconds: 1500, bytes: 150_000 }
const cacheMilliseconds = 2 * 60 * 60 * 1000
/** Inferred: without a pause, tokens with made-up `kid`s would turn the gateway against the issuer. */
const coolDownMilliseconds = 10_000

const Discovery = z.looseObject({ issuer: z.string(), jwks_uri: z.url() })
const Key = z.looseObject({ kty: z.string(), kid: z.string() })
const KeySet = z.object({ keys: z.array(Key) })

/** A public key as the issuer shows it. */
type PublicJwk = z.output<typeof Key>

/** The keys could not be fetched. The message is what AWS says of it (measured, aws-facts §E.2). */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable'
  constructor(step: 'OIDC discovery endpoint' | 'JWKS', options?: ErrorOptions) {
    super(`${step} communication error`, options)
  }
}

/** The key with that id; `undefined` when the issuer has none. @throws KeysUnavailable */
export type FindKey = (kid: string) => Promise<PublicJwk | undefined>

export function createKeyFinder(issuer: string, now: () => number): FindKey {
  let cached: { readonly keys: ReadonlyMap<string, PublicJwk>; readonly at: number } | undefined
  let running: Promise<ReadonlyMap<string, PublicJwk>> | undefined

  const refresh = () => {
    running ??= keySetOf(issuer)
      .then(keysAt)
      .then((keys) => {
        cached = { keys, at: now() }
        return keys
      })
      .finally(() => {
        running = undefined
      })
    return running
  }

  return async (kid) => {
    const age = cached === undefined ? Number.POSITIVE_INFINITY : now() - cached.at
    const known = age < cacheMilliseconds ? cached?.keys.get(kid) : undefined
    if (known !== undefined) return known
    if (age < coolDownMilliseconds) return undefined
    return (await refresh()).get(kid)
  }
}

/** @throws KeysUnavailable */
async function keySetOf(issuer: string): Promise<string> {
  try {
    const discovery = Discovery.parse(await fetchJson(`${issuer}/.well-known/openid-configuration`))
    // OpenID Connect Discovery §4.3: a document of another issuer says nothing about this one.
    if (discovery.issuer !== issuer) throw new Error('The discovery document names another issuer')
    return discovery.jwks_uri
  } catch (cause) {
    throw new KeysUnavailable('OIDC discovery endpoint', { cause })
  }
}

/** The keys of a key set, by their ids. @throws KeysUnavailable */
export async function keysAt(address: string): Promise<ReadonlyMap<string, PublicJwk>> {
  try {
    const { keys } = KeySet.parse(await fetchJson(address))
    return new Map(keys.map((key) => [key.kid, key]))
  } catch (cause) {
    throw new KeysUnavailable('JWKS', { cause })
  }
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(limits.milliseconds), redirect: 'error' })
  if (!response.ok) throw new Error(`Answer ${response.status}`)
  const body = await response.arrayBuffer()
  if (body.byteLength > limits.bytes) throw new Error('The answer is too large')
  return JSON.parse(Buffer.from(body).toString('utf8'))
}
