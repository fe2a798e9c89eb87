/** The user pools that the services trust: a closed list, from the environment variable `POOLS`. */
import { type Contract, indexOf, isLoopbackHost, type NamedClient } from '@scopegate/contract'
import { ConfigurationError } from '../environment.ts'

/** One trusted issuer with the app clients whose tokens count. */
export interface TrustedPool {
  readonly pool: string
  /** Compared with the `iss` claim as an exact string. */
  readonly issuer: string
  readonly jwksUri: string
  /** The contract's client for each app client id. Never empty. */
  readonly clients: ReadonlyMap<string, NamedClient>
}

/** At least one; no two with the same issuer. */
export type TrustedPools = readonly TrustedPool[]

const invalid = (at: string, rule: string) =>
  new ConfigurationError(`\`POOLS\`${at === '' ? '' : ` at \`${at}\``} is not valid: ${rule}`)

/** What the object at that place holds: something. @throws {ConfigurationError} */
function entriesAt(at: string, value: unknown, rule: string): readonly [string, unknown][] {
  if (value === undefined) throw invalid(at, 'is required')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(at, 'must be an object')
  const entries = Object.entries(value)
  if (entries.length === 0) throw invalid(at, rule)
  return entries
}

/** Plain http would let anyone on the way put their own keys into the key set; on one machine there is no such way. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  const safe = protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))
  return safe && username === '' && password === '' && search === '' && hash === ''
}

function addressAt(at: string, value: unknown): string {
  if (value === undefined) throw invalid(at, 'is required')
  if (typeof value === 'string' && isAddress(value)) return value
  throw invalid(at, 'must be an https address without user, query and fragment; http is accepted for loopback only')
}

const fields: ReadonlySet<string> = new Set(['issuer', 'jwksUri', 'clients'])

function trustedPool(contract: Contract, pool: string, value: unknown): TrustedPool {
  const { clientNamed, poolNamed } = indexOf(contract)
  const at = `/${pool}`
  if (poolNamed(pool) === undefined) throw invalid(at, 'must be a pool of the contract')
  const entry = new Map(entriesAt(at, value, 'must have `issuer` and `clients`'))
  for (const name of entry.keys()) if (!fields.has(name)) throw invalid(at, `must not have \`${name}\``)
  const issuer = addressAt(`${at}/issuer`, entry.get('issuer'))
  if (issuer.endsWith('/')) throw invalid(`${at}/issuer`, 'must not end in `/`: `iss` is compared letter by letter')
  const jwksUri = entry.has('jwksUri')
    ? addressAt(`${at}/jwksUri`, entry.get('jwksUri'))
    : `${issuer}/.well-known/jwks.json`
  const clients = new Map<string, NamedClient>()
  for (const [id, name] of entriesAt(`${at}/clients`, entry.get('clients'), 'must name at least one app client')) {
    // The pattern is Cognito's (CreateUserPoolClient, `ClientId`).
    if (!/^[\w+]{1,128}$/.test(id)) throw invalid(`${at}/clients/${id}`, 'must be an app client id')
    const client = typeof name === 'string' ? clientNamed(name) : undefined
    if (client?.pool !== pool) throw invalid(`${at}/clients/${id}`, 'must be a client of that pool')
    clients.set(id, client)
  }
  return { pool, issuer, jwksUri, clients }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('', 'must be JSON')
  }
}

/**
 * Parses the variable `POOLS`: pool name → `{ "issuer", "jwksUri"?, "clients": { "<client id>": "<client name>" } }`, the
 * names being the contract's.
 *
 * @throws {ConfigurationError} naming the first mistake
 * @example
 * const pools = parsePools(contract, process.env['POOLS'])
 */
export function parsePools(contract: Contract, text: string | undefined): TrustedPools {
  if (text === undefined || text === '')
    throw new ConfigurationError('`POOLS` is not set: set the environment variable')
  const entries = entriesAt('', parseJson(text), 'must name at least one pool')
  const pools = entries.map(([pool, entry]) => trustedPool(contract, pool, entry))
  // Two pools behind one issuer could not be told apart by their tokens.
  if (new Set(pools.map((pool) => pool.issuer)).size < pools.length) {
    throw invalid('', 'each pool must have an issuer of its own')
  }
  return pools
}
