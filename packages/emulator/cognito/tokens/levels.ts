/** How strongly a person proved who they are: Cognito's four fixed levels (aws-facts §A.4). */
import type { ResolvedPool } from '../../template/model.ts'

/** What a person can prove themselves by here. Codes by mail or SMS, passkeys and federation are not emulated. */
export type Factor = 'password' | 'totp'

export type Level = 1 | 2 | 3 | 4

export interface Authentication {
  readonly level: Level
  /** The values of the claim. */
  readonly amr: readonly string[]
}

const password: Authentication = { level: 1, amr: ['pwd'] }
const passwordAndTotp: Authentication = { level: 4, amr: ['pwd', 'otp', 'mfa'] }

/** What those factors come to (documented, aws-facts §A.4). */
export const authenticationOf = (factors: readonly Factor[]): Authentication =>
  factors.includes('totp') ? passwordAndTotp : password

/**
 * The levels of `acr_values` in the order in which they are wanted; `undefined` when none was asked for, empty when
 * none of them exists. Unknown ones are ignored, and so is everything on Lite (documented, aws-facts §A.4).
 */
export function levelsAsked(pool: ResolvedPool, acrValues: string | undefined): readonly Level[] | undefined {
  if (acrValues === undefined || pool.plan === 'LITE') return undefined
  const levels: readonly Level[] = [1, 2, 3, 4]
  return acrValues.split(' ').flatMap((value) => levels.filter((level) => pool.levelNames[level - 1] === value))
}

/**
 * The factors to prove for the first wanted level that the person can reach; `undefined` when there is none. A higher
 * level counts for a lower one (inferred). `has`: what the person has enrolled.
 */
export const factorsFor = (asked: readonly Level[], has: readonly Factor[]): readonly Factor[] | undefined =>
  ([['password'], ['password', 'totp']] as const).find(
    (factors) =>
      factors.every((factor) => has.includes(factor)) && authenticationOf(factors).level >= firstReachable(asked, has),
  )

const firstReachable = (asked: readonly Level[], has: readonly Factor[]): number =>
  asked.find((level) => level <= authenticationOf(has).level) ?? Number.POSITIVE_INFINITY
