/**
 * Token issuers for tests: one RSA key pair and one issuer address for each pool of a contract, with the key sets served
 * over real HTTP on loopback, so that the guard under test fetches and verifies exactly as it does in production.
 */
import { type Contract, indexOf, memoize } from '@scopegate/contract'
import { keySetAnswer, newKey, type SigningKey, sign, startServer, type TestServer } from './issuer.ts'

/** The issuers of a contract's pools. */
export interface TestIssuers {
  /** The `POOLS` variable that makes the services trust these issuers. */
  readonly pools: string
  readonly server: TestServer
  readonly keyOf: (pool: string) => SigningKey
  readonly issuerOf: (pool: string) => string
  /** The app client id that stands for a client of the contract. */
  readonly clientIdOf: (client: string) => string
  /** Signs the claims with the pool's key, RS256 and without `typ`, as Cognito does. */
  readonly sign: (pool: string, claims: unknown, header?: Readonly<Record<string, unknown>>) => Promise<string>
}

/** Looks like an app client id and is the same in every run, so that failures read alike. */
export const clientIdOf = (client: string): string => client.replaceAll(/[^a-z0-9]/g, '').padEnd(26, '0')

/** Starts issuers of their own for one test file, which may make their server misbehave. */
export async function startIssuers(contract: Contract): Promise<TestIssuers> {
  const { clients } = indexOf(contract)
  const keys = new Map(Object.keys(contract.pools).map((pool) => [pool, newKey(`${pool}-test-key=`)]))
  const keyOf = (pool: string): SigningKey => {
    const found = keys.get(pool)
    if (found === undefined) throw new Error(`No test issuer for the pool \`${pool}\``)
    return found
  }
  const answers = new Map(
    await Promise.all([...keys].map(async ([pool, key]) => [pool, await keySetAnswer(key)] as const)),
  )
  const server = await startServer((request, response) => {
    const pool = /^\/us-east-1_([^/]+)\/\.well-known\/jwks\.json$/.exec(request.url ?? '')?.[1]
    const answer = answers.get(pool ?? '')
    if (answer === undefined) response.writeHead(404).end()
    else answer(request, response)
  })
  const issuerOf = (pool: string) => `${server.url}/us-east-1_${pool}`
  const configuration = [...keys.keys()].map((pool) => {
    const ids = clients.filter((client) => client.pool === pool).map(({ name }) => [clientIdOf(name), name] as const)
    return [pool, { issuer: issuerOf(pool), clients: Object.fromEntries(ids) }] as const
  })
  return {
    pools: JSON.stringify(Object.fromEntries(configuration)),
    server,
    keyOf,
    issuerOf,
    clientIdOf,
    sign: (pool, claims, header) => sign(keyOf(pool), claims, header),
  }
}

/** The issuers of this process for the contract, started on first use. */
export const testIssuers: (contract: Contract) => Promise<TestIssuers> = memoize(startIssuers)
