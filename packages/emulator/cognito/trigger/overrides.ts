/**
 * What a trigger's answer may change, and what it may not (aws-facts §B.4).
 *
 * @module
 */
import { z } from 'zod'

const Scalar = z.union([z.string(), z.number(), z.boolean()])
/** Documented (aws-facts §B.4): a string, number, boolean, array of those, or JSON object. So `null` is none. */
const ClaimValue = z.union([Scalar, z.array(Scalar), z.record(z.string(), z.json())])
export type ClaimValue = z.output<typeof ClaimValue>

const optional = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined)
const Names = optional(z.array(z.string()))
const Groups = optional(z.object({ groupsToOverride: Names }))
/** Documented (aws-facts §B.4): no whitespace in a scope. An empty one could not be told from none. */
const Scopes = optional(z.array(z.string().regex(/^\S+$/)))

const Answer = z.object({
  response: z.object({
    claimsAndScopeOverrideDetails: optional(
      z.object({
        idTokenGeneration: optional(
          z.object({ claimsToAddOrOverride: optional(z.record(z.string(), ClaimValue)), claimsToSuppress: Names }),
        ),
        accessTokenGeneration: optional(
          z.object({
            claimsToAddOrOverride: optional(z.record(z.string(), ClaimValue)),
            claimsToSuppress: Names,
            scopesToAdd: Scopes,
            scopesToSuppress: Scopes,
          }),
        ),
        groupOverrideDetails: Groups,
      }),
    ),
  }),
})

const AnswerV1 = z.object({
  response: z.object({
    claimsOverrideDetails: optional(
      z.object({
        // Documented (aws-facts §B.4): strings only.
        claimsToAddOrOverride: optional(z.record(z.string(), z.string())),
        claimsToSuppress: Names,
        groupOverrideDetails: Groups,
      }),
    ),
  }),
})

export interface TokenOverride {
  readonly add: Readonly<Record<string, ClaimValue>>
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
export function readAnswer(version: 'V1_0' | 'V2_0' | 'V3_0', payload: unknown): Overrides | undefined {
  if (version === 'V1_0') {
    const answer = AnswerV1.safeParse(payload)
    if (!answer.success) return undefined
    const details = answer.data.response.claimsOverrideDetails
    // The ID token alone; groups reach both (documented, aws-facts §B.1).
    return { ...noOverrides, id: override(details), groups: details?.groupOverrideDetails?.groupsToOverride ?? [] }
  }
  const answer = Answer.safeParse(payload)
  if (!answer.success) return undefined
  const details = answer.data.response.claimsAndScopeOverrideDetails
  return {
    access: override(details?.accessTokenGeneration),
    id: override(details?.idTokenGeneration),
    scopesToAdd: details?.accessTokenGeneration?.scopesToAdd ?? [],
    scopesToSuppress: details?.accessTokenGeneration?.scopesToSuppress ?? [],
    groups: details?.groupOverrideDetails?.groupsToOverride ?? [],
  }
}

type Details = {
  claimsToAddOrOverride?: Record<string, ClaimValue> | undefined
  claimsToSuppress?: string[] | undefined
}
const override = (details: Details | undefined): TokenOverride => ({
  add: details?.claimsToAddOrOverride ?? {},
  suppress: details?.claimsToSuppress ?? [],
})
