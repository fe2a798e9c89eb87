/** What a trigger's answer may change, what it may not, and how it is applied (aws-facts §B.4). */
import { z } from 'zod'
import type { ResolvedTrigger } from '../../template/model.ts'

const Scalar = z.union([z.string(), z.number(), z.boolean()])
/** Documented (aws-facts §B.4): a string, number, boolean, array of those, or JSON object. So `null` is none. */
const ClaimValue = z.union([Scalar, z.array(Scalar), z.record(z.string(), z.json())])

/** What is null or left out changes nothing. */
const orElse = <S extends z.ZodType>(schema: S, otherwise: z.output<S>) =>
  schema.nullish().transform((value) => value ?? otherwise)

const Names = orElse(z.array(z.string()), [])
/** Documented (aws-facts §B.4): no whitespace in a scope. An empty one could not be told from none. */
const Scopes = orElse(z.array(z.string().regex(/^\S+$/)), [])
const groupOverrideDetails = orElse(z.object({ groupsToOverride: Names }), { groupsToOverride: [] })

const tokenOverride = <Value extends z.ZodType>(value: Value) =>
  z.object({ claimsToAddOrOverride: orElse(z.record(z.string(), value), {}), claimsToSuppress: Names })
const nothing = { claimsToAddOrOverride: {}, claimsToSuppress: [] }

const Generations = z.object({
  idTokenGeneration: orElse(tokenOverride(ClaimValue), nothing),
  accessTokenGeneration: orElse(tokenOverride(ClaimValue).extend({ scopesToAdd: Scopes, scopesToSuppress: Scopes }), {
    ...nothing,
    scopesToAdd: [],
    scopesToSuppress: [],
  }),
  groupOverrideDetails,
})
// Documented (aws-facts §B.4): strings only.
const Claims = tokenOverride(z.string()).extend({ groupOverrideDetails })

const Answer = z.object({
  response: z.object({ claimsAndScopeOverrideDetails: orElse(Generations, Generations.parse({})) }),
})
const AnswerV1 = z.object({ response: z.object({ claimsOverrideDetails: orElse(Claims, Claims.parse({})) }) })

interface TokenOverride {
  readonly add: Readonly<Record<string, z.output<typeof ClaimValue>>>
  readonly suppress: readonly string[]
}

export interface Overrides {
  readonly access: TokenOverride
  readonly id: TokenOverride
  readonly scopesToAdd: readonly string[]
  readonly scopesToSuppress: readonly string[]
  /** Becomes `cognito:groups` of both tokens. */
  readonly groups: readonly string[]
}

/** Nothing changed: the overrides of a pool without a trigger. */
export const noOverrides: Overrides = {
  access: { add: {}, suppress: [] },
  id: { add: {}, suppress: [] },
  scopesToAdd: [],
  scopesToSuppress: [],
  groups: [],
}

/** Reads the answer of a trigger; `undefined` when Cognito could not use it. */
export function readAnswer(version: ResolvedTrigger['version'], payload: unknown): Overrides | undefined {
  if (version === 'V1_0') {
    const details = AnswerV1.safeParse(payload).data?.response.claimsOverrideDetails
    // The ID token alone; groups reach both (documented, aws-facts §B.1).
    return details && { ...noOverrides, id: overrideOf(details), groups: details.groupOverrideDetails.groupsToOverride }
  }
  const details = Answer.safeParse(payload).data?.response.claimsAndScopeOverrideDetails
  if (details === undefined) return undefined
  const { idTokenGeneration, accessTokenGeneration, groupOverrideDetails: groups } = details
  return {
    access: overrideOf(accessTokenGeneration),
    id: overrideOf(idTokenGeneration),
    scopesToAdd: accessTokenGeneration.scopesToAdd,
    scopesToSuppress: accessTokenGeneration.scopesToSuppress,
    groups: groups.groupsToOverride,
  }
}

const overrideOf = (details: z.output<ReturnType<typeof tokenOverride<typeof ClaimValue>>>): TokenOverride => ({
  add: details.claimsToAddOrOverride,
  suppress: details.claimsToSuppress,
})

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
