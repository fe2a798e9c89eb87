/**
 * Token issuers for tests: one RSA key pair and one issuer address for each pool, with the key sets served over
 * real HTTP on loopback, so that the guard under test fetches and verifies exactly as it does in production.
 *
 * @module
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PoolName } from '@scopegate/scopes/catalog'
import { allClients, allPools } from '@scopegate/scopes/lookup'
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

/** The issuers of one test process. */
export interface TestIssuers {
  /** The `POOLS` variable that makes the services trust these issuers. */
  readonly pools: string
  readonly issuerOf: (pool: PoolName) => string
  /** The app client id that stands for a catalog name. */
  readonly clientIdOf: (client: string) => string
  /** Signs the claims with the pool's key, RS256 and without `typ`, as Cognito does. */
  readonly sign: (pool: PoolName, claims: JWTPayload) => Promise<string>
}

interface SigningKey {
  readonly kid: string
  readonly key: CryptoKey
  readonly jwks: string
}

const signingKey = async (pool: PoolName): Promise<SigningKey> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 })
  const kid = `${pool}-test-key=`
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }
  return { kid, key: privateKey, jwks: JSON.stringify({ keys: [jwk] }) }
}

/** Looks like an app client id and is the same in every run, so that failures read alike. */
const clientIdOf = (client: string): string => client.replaceAll(/[^a-z0-9]/g, '').padEnd(26, '0')

async function start(): Promise<TestIssuers> {
  const keys = new Map<string, SigningKey>()
  for (const pool of allPools) keys.set(pool, await signingKey(pool))
  const keyOf = (pool: string): SigningKey => {
    const found = keys.get(pool)
    if (found === undefined) throw new Error(`No test issuer for the pool \`${pool}\``)
    return found
  }
  const server = createServer((request, response) => {
    const pool = /^\/us-east-1_(\w+)\/\.well-known\/jwks\.json$/.exec(request.url ?? '')?.[1]
    if (pool === undefined || !keys.has(pool)) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'application/json' }).end(keyOf(pool).jwks)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // The server must not keep the test process alive; nobody has to remember to close it.
  server.unref()
  // The cast is safe: a TCP server that listens has an AddressInfo.
  const { port } = server.address() as AddressInfo
  const issuerOf = (pool: string) => `http://127.0.0.1:${port}/us-east-1_${pool}`
  const configuration = Object.fromEntries(
    allPools.map((pool) => {
      const clients = allClients.filter((client) => client.pool === pool)
      return [
        pool,
        {
          issuer: issuerOf(pool),
          clients: Object.fromEntries(clients.map(({ name }) => [clientIdOf(name), name])),
        },
      ]
    }),
  )
  return {
    pools: JSON.stringify(configuration),
    issuerOf,
    clientIdOf,
    sign: (pool, claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: keyOf(pool).kid }).sign(keyOf(pool).key),
  }
}

let started: Promise<TestIssuers> | undefined

/** The issuers of this process, started on first use. */
export const testIssuers = (): Promise<TestIssuers> => (started ??= start())
