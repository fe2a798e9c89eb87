/**
 * Trusted pools for tests, each with a key of its own, all served by one loopback server; and the claims of a token
 * that each kind of caller really has.
 */
import { type Contract, indexOf, type NamedClient } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import type { SigningKey, TestServer } from '@scopegate/testing/issuer'
import { startIssuers } from '@scopegate/testing/issuers'
import { parsePools, type TrustedPools } from '../verify/pools.ts'

export { clientIdOf } from '@scopegate/testing/issuers'

/** Claims of a token; `undefined` leaves one out. */
export type Claims = Record<string, unknown>

/** What a test signs with. */
export interface Trust {
  readonly contract: Contract
  /** The value of `POOLS`. */
  readonly variable: string
  readonly pools: TrustedPools
  readonly server: TestServer
  readonly key: (pool: string) => SigningKey
  readonly issuer: (pool: string) => string
  /** The claims of a good token of this client, with changes. */
  readonly claims: (client: string, changes?: Claims) => Claims
  /** A really signed good token of this client, with changes. */
  readonly token: (client: string, changes?: Claims, header?: Record<string, unknown>) => Promise<string>
}

const index = indexOf(contract)

/** A scope claim in wire form. */
export const wire = (...scopes: readonly string[]): string => scopes.map(index.wireName).join(' ')

/** The address of a person, which must never come out anywhere. */
export const email = 'amy.secret@example.test'

const person = { sub: '7d0c0000-0000-7000-8000-0000000000aa', username: '7d0c0000-0000-7000-8000-0000000000aa', email }

/** A client of the contract by its name. */
export function clientOf(name: string): NamedClient {
  const client = index.clientNamed(name)
  if (client === undefined) throw new Error(`The contract has no client \`${name}\``)
  return client
}

function subjectClaims(client: NamedClient, clientId: string): Claims {
  if (client.kind === 'machine') return { sub: clientId, org_id: client.org, role: client.role }
  return client.pool === 'garage' ? { ...person, org_id: 'org_north', role: 'owner' } : { ...person, role: 'operator' }
}

/** Starts the issuers. Close `server` afterwards. */
export async function startTrust(): Promise<Trust> {
  const { pools, server, keyOf, issuerOf, clientIdOf, sign } = await startIssuers(contract)
  const claims = (name: string, changes: Claims = {}): Claims => {
    const client = clientOf(name)
    const now = Math.floor(Date.now() / 1000)
    return {
      iss: issuerOf(client.pool),
      client_id: clientIdOf(name),
      token_use: 'access',
      version: 2,
      jti: 'b7b1',
      iat: now - 10,
      exp: now + 600,
      scope: wire(...index.scopesOfClient(name)),
      ...subjectClaims(client, clientIdOf(name)),
      ...changes,
    }
  }
  return {
    contract,
    variable: pools,
    pools: parsePools(contract, pools),
    server,
    key: keyOf,
    issuer: issuerOf,
    claims,
    token: (name, changes, header) => sign(clientOf(name).pool, claims(name, changes), header),
  }
}
