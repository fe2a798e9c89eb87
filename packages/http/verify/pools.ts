/** The user pools that the services trust: a closed list, from the environment variable `POOLS`. */
import { type Contract, indexOf, isLoopbackHost, type NamedClient } from '@scopegate/contract'
import * as z from 'zod/mini'
import { ConfigurationError, checkSetting } from '../environment.ts'

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

/** Plain http would let anyone on the way put their own keys into the key set; on one machine there is no such way. */
const isAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  const safe = protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))
  return safe && username === '' && password === '' && search === '' && hash === ''
}

const addressRule = 'must be an https address without user, query and fragment; http is accepted for loopback only'
const address = z.string().check(z.refine(isAddress, addressRule))

const issuerRule = 'must not end in `/`: `iss` is compared letter by letter'
const issuer = address.check(z.refine((text) => !text.endsWith('/'), issuerRule))

// The pattern is Cognito's (CreateUserPoolClient, `ClientId`).
const clientId = z.string().check(z.regex(/^[\w+]{1,128}$/, 'must be an app client id'))

const isFilled = (entries: object): boolean => Object.keys(entries).length > 0

const clients = z.record(clientId, z.string()).check(z.refine(isFilled, 'must name at least one app client'))

const poolsSchema = z
  .record(z.string(), z.strictObject({ issuer, jwksUri: z.optional(address), clients }))
  .check(z.refine(isFilled, 'must name at least one pool'))

type PoolEntry = z.output<typeof poolsSchema>[string]

const invalid = (place: string, rule: string) => new ConfigurationError(`\`POOLS\`${place} is not valid: ${rule}`)

function trustedPool(contract: Contract, pool: string, entry: PoolEntry): TrustedPool {
  const { clientNamed, poolNamed } = indexOf(contract)
  if (poolNamed(pool) === undefined) throw invalid(` at \`/${pool}\``, 'must be a pool of the contract')
  const known = new Map<string, NamedClient>()
  for (const [id, name] of Object.entries(entry.clients)) {
    const client = clientNamed(name)
    if (client?.pool !== pool) throw invalid(` at \`/${pool}/clients/${id}\``, 'must be a client of that pool')
    known.set(id, client)
  }
  return {
    pool,
    issuer: entry.issuer,
    jwksUri: entry.jwksUri ?? `${entry.issuer}/.well-known/jwks.json`,
    clients: known,
  }
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
  const entries = Object.entries(checkSetting('POOLS', poolsSchema, parseJson(text)))
  const pools = entries.map(([pool, entry]) => trustedPool(contract, pool, entry))
  // Two pools behind one issuer could not be told apart by their tokens.
  if (new Set(pools.map((pool) => pool.issuer)).size < pools.length) {
    throw invalid('', 'each pool must have an issuer of its own')
  }
  return pools
}
