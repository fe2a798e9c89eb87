/**
 * Trusted pools for tests, each with a key of its own, all served by one loopback server; and the claims of a token
 * that each kind of caller really has.
 *
 * @module
 */
import type { ClientName, PoolName, Scope } from '@scopegate/scopes/catalog'
import { allClients, allPools, clientNamed, scopesOfClient, wireName } from '@scopegate/scopes/lookup'
import { parsePools, type TrustedPools } from '../verify/pools.ts'
import { keySetAnswer, newKey, type SigningKey, sign, startServer, type TestServer } from './issuer.ts'

/** Claims of a token; `undefined` leaves one out. */
export type Claims = Record<string, unknown>

/** What a test signs with. */
export interface Trust {
  readonly pools: TrustedPools
  readonly server: TestServer
  readonly key: (pool: PoolName) => SigningKey
  readonly issuer: (pool: PoolName) => string
  /** The claims of a good token of this client, with changes. */
  readonly claims: (client: ClientName, changes?: Claims) => Claims
  /** A really signed good token of this client, with changes. */
  readonly token: (client: ClientName, changes?: Claims, header?: Record<string, unknown>) => Promise<string>
}

/** An app client id that looks like Cognito's. */
export const clientIdOf = (client: string): string => client.replaceAll(/[^a-z]/g, '').padEnd(26, '0')

/** A scope claim in wire form. */
export const wire = (...scopes: readonly Scope[]): string => scopes.map(wireName).join(' ')

/** The address of a person, which must never come out anywhere. */
export const email = 'amy.secret@example.test'

const person = { sub: '7d0c0000-0000-7000-8000-0000000000aa', username: '7d0c0000-0000-7000-8000-0000000000aa', email }

function subjectClaims(client: ClientName): Claims {
  const entry = clientNamed(client)
  if (entry === undefined) throw new Error(`The catalog has no client \`${client}\``)
  if (entry.kind === 'machine') return { sub: clientIdOf(client), org_id: entry.org, role: entry.role }
  return entry.pool === 'merchant' ? { ...person, org_id: 'org_acme', role: 'owner' } : { ...person, role: 'operator' }
}

/** Starts the issuers. Close `server` afterwards. */
export async function startTrust(): Promise<Trust> {
  const keys = new Map<PoolName, SigningKey>(allPools.map((pool) => [pool, newKey(`${pool}-key=`)]))
  const key = (pool: PoolName): SigningKey => {
    const found = keys.get(pool)
    if (found === undefined) throw new Error(`No key for the pool \`${pool}\``)
    return found
  }
  const answers = new Map(
    await Promise.all(allPools.map(async (pool) => [pool as string, await keySetAnswer(key(pool))] as const)),
  )
  const server = await startServer((request, response) => {
    const pool = /^\/(\w+)\/\.well-known\/jwks\.json$/.exec(request.url ?? '')?.[1]
    const answer = answers.get(pool ?? '')
    if (answer === undefined) response.writeHead(404).end()
    else answer(request, response)
  })
  const issuer = (pool: PoolName) => `${server.url}/${pool}`
  const configuration = Object.fromEntries(
    allPools.map((pool) => {
      const clients = allClients.filter((client) => client.pool === pool)
      return [
        pool,
        { issuer: issuer(pool), clients: Object.fromEntries(clients.map(({ name }) => [clientIdOf(name), name])) },
      ]
    }),
  )
  const claims = (client: ClientName, changes: Claims = {}): Claims => {
    const entry = clientNamed(client)
    if (entry === undefined) throw new Error(`The catalog has no client \`${client}\``)
    const now = Math.floor(Date.now() / 1000)
    return {
      iss: issuer(entry.pool),
      client_id: clientIdOf(client),
      token_use: 'access',
      version: 2,
      jti: 'b7b1',
      iat: now - 10,
      exp: now + 600,
      scope: wire(...scopesOfClient(entry)),
      ...subjectClaims(client),
      ...changes,
    }
  }
  const token = (client: ClientName, changes: Claims = {}, header: Record<string, unknown> = {}) => {
    const entry = clientNamed(client)
    if (entry === undefined) throw new Error(`The catalog has no client \`${client}\``)
    return sign(key(entry.pool), claims(client, changes), header)
  }
  return { pools: parsePools(JSON.stringify(configuration)), server, key, issuer, claims, token }
}
