/** The claims that a trigger may not touch, and how the rest is applied (aws-facts §B.4). */
import type { Overrides, TokenOverride } from './overrides.ts'

/** Documented (aws-facts §B.4). `scope` is not of AWS's list, but only `scopesToAdd` and `…Suppress` change it. */
const immutable = new Set(
  'username sub client_id event_id device_key version acr amr auth_time azp exp iat iss jti nbf nonce origin_jti token_use scope'.split(
    ' ',
  ),
)
/** Documented (aws-facts §B.4): these live in ID tokens only and cannot be changed there either. */
const immutableInId = new Set(['identities', 'at_hash', 'aud'])
/** Documented (aws-facts §B.4): ID token claims that cannot be complex. */
const plainInId = new Set(['phone_number_verified', 'email_verified', 'updated_at', 'address'])
/** Documented quota (aws-facts §B.4): claims and scopes that were there and that are added, over both tokens. */
const quota = 5000

/** Whether the answer stays within the rules for a token of this client. */
export function withinRules({ access, id, scopesToAdd, groups }: Overrides, clientId: string): boolean {
  const size = Object.keys(access.add).length + Object.keys(id.add).length + scopesToAdd.length + groups.length
  return (
    size <= quota &&
    names(access).every((name) => !reserved(name)) &&
    // Documented (aws-facts §A.3, §B.4): the audience of an access token may be this client, nothing else.
    (access.add['aud'] === undefined || access.add['aud'] === clientId) &&
    !access.suppress.includes('aud') &&
    names(id).every((name) => !reserved(name) && !immutableInId.has(name)) &&
    // Documented (aws-facts §B.4): claims of the `dev:` prefix can be suppressed, never added.
    Object.keys(id.add).every((name) => !name.startsWith('dev:')) &&
    Object.entries(id.add).every(([name, value]) => !plainInId.has(name) || typeof value !== 'object')
  )
}

const names = ({ add, suppress }: TokenOverride) => [...Object.keys(add), ...suppress]
const reserved = (name: string) => immutable.has(name) || name.startsWith('cognito:')

/** Adds and suppresses claims. A claim in both lists is suppressed (documented, aws-facts §B.4). */
export function applyClaims(
  claims: Readonly<Record<string, unknown>>,
  { add, suppress }: TokenOverride,
): Record<string, unknown> {
  const gone = new Set(suppress)
  return Object.fromEntries(Object.entries<unknown>({ ...claims, ...add }).filter(([name]) => !gone.has(name)))
}

/** Adds and suppresses scopes, each once. A scope in both lists is suppressed (inferred from the rule for claims). */
export function applyScopes(
  scopes: readonly string[],
  { scopesToAdd, scopesToSuppress }: Pick<Overrides, 'scopesToAdd' | 'scopesToSuppress'>,
): readonly string[] {
  const gone = new Set(scopesToSuppress)
  return [...new Set([...scopes, ...scopesToAdd])].filter((scope) => !gone.has(scope))
}
