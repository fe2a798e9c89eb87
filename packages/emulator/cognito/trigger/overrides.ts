/** What a trigger's answer may change, and what it may not (aws-facts §B.4). */
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

export interface TokenOverride {
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
