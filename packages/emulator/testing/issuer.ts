/** An issuer for tests of the gateway: real RSA keys, really signed tokens, discovery and key set over real HTTP. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

/** What of the issuer is down. */
export type Outage = 'all' | 'keys'

export interface TestIssuer {
  readonly url: string
  /** How often the key set was fetched. */
  readonly fetches: () => number
  /** Signs the claims as they are; `kid` names the key. */
  readonly sign: (claims: Record<string, unknown>, header?: { alg?: string; kid?: string }) => Promise<string>
  /** Makes another key and shows it in the key set. */
  readonly rotate: () => Promise<void>
  /** From now on it does not answer; `undefined`: it does again. */
  readonly fail: (what: Outage | undefined) => void
  readonly stop: () => Promise<void>
}

export async function startIssuer(): Promise<TestIssuer> {
  let fetches = 0
  const keys: JWK[] = []
  let outage: Outage | undefined
  let current: { readonly kid: string; readonly privateKey: CryptoKey }
  const rotate = async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 })
    const kid = `key-${keys.length}`
    keys.push({ ...(await exportJWK(publicKey)), kid, use: 'sig' })
    current = { kid, privateKey }
  }
  await rotate()
  const server: Server = createServer((request, response) => {
    if (outage === 'all') return request.destroy()
    response.setHeader('content-type', 'application/json')
    if (request.url === '/pool/.well-known/openid-configuration') {
      return response.end(JSON.stringify({ issuer: url, jwks_uri: `${url}/.well-known/jwks.json` }))
    }
    fetches++
    if (outage === 'keys') return response.writeHead(500).end()
    return response.end(JSON.stringify({ keys }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Safe: a server that listens on a port has an address.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pool`
  return {
    url,
    fetches: () => fetches,
    sign: (claims, { alg = 'RS256', kid = current.kid } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(current.privateKey),
    rotate,
    fail: (what) => {
      outage = what
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
