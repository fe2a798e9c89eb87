/** What may be told about a token: nothing that is not in the contract, and no person. */
import { indexOf } from '@scopegate/contract'
import { scopesOf } from '@scopegate/emulator/gateway/authorizer/index'
import type { Facts } from './facts.ts'

export interface TokenSummary {
  readonly use: 'access' | 'id' | 'unknown'
  /** `null` for an issuer that is not trusted. */
  readonly pool: string | null
  /** `null` for a client that the contract lacks. */
  readonly client: string | null
  /** `null` for none, or one that the contract lacks. */
  readonly role: string | null
  /** Those of the contract, by their names in a token, also when the prefix is missing. */
  readonly scopes: readonly string[]
  /** How many others it carries. */
  readonly otherScopes: number
  /** ISO 8601; `null` where it does not say. */
  readonly expires: string | null
}

/** `null` where there is nothing to read. */
export function summaryOf({ claims, trusted, client, contract }: Facts): TokenSummary | null {
  if (claims === undefined) return null
  const { token_use: use, role, exp } = claims
  const known = new Set(indexOf(contract).scopes.flatMap(({ scope, wire }) => [scope, wire]))
  const carried = scopesOf(claims)
  const scopes = carried.filter((scope) => known.has(scope))
  return {
    use: use === 'access' || use === 'id' ? use : 'unknown',
    pool: trusted?.pool ?? null,
    client: client?.name ?? null,
    role: typeof role === 'string' && Object.hasOwn(contract.roles, role) ? role : null,
    scopes,
    otherScopes: carried.length - scopes.length,
    expires: isTime(exp) ? new Date(exp * 1000).toISOString() : null,
  }
}

/** The range of a JavaScript date, in seconds. */
const isTime = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) <= 8_640_000_000_000
