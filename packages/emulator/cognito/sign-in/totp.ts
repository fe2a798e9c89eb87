/** Authenticator applications: their one-time passwords (RFC 6238, with the values that all of them know), and when somebody must have one. */
import { Secret, TOTP } from 'otpauth'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { type Factor, factorsFor, type Level } from '../tokens/levels.ts'

/** A user's authenticator: its secret in Base32, and what the user wants of it. */
export interface Authenticator {
  /** `undefined` until a code has proven it. */
  readonly secret?: string | undefined
  /** A new one that no code has proven yet. */
  readonly pending?: string | undefined
  /** Whether the user wants to be asked for a code where the pool leaves it to them. */
  readonly enabled: boolean
  readonly preferred: boolean
  /** The time steps whose codes are spent: a code counts once (RFC 6238 §5.2). */
  readonly spent: readonly number[]
}

const period = 30

/** As long as Cognito's: 256 bits. */
export const newSecret = (): string => new Secret({ size: 32 }).base32

/** The time step that the code belongs to, one step early and late included; `undefined` for none. */
export function stepOf({ now }: Pick<CognitoContext, 'now'>, secret: string, code: string): number | undefined {
  const timestamp = now()
  const delta = new TOTP({ secret: Secret.fromBase32(secret), period }).validate({ token: code, timestamp, window: 1 })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / period) + delta
}

/** Spends the code of a step; `false` when it was spent before. Old steps are forgotten: the window is past them. */
export function spend(context: CognitoContext, pool: string, sub: string, step: number): boolean {
  const authenticator = authenticatorOf(context, pool, sub)
  if (authenticator.spent.includes(step)) return false
  const spent = [...authenticator.spent.filter((each) => each > step - 5), step]
  context.authenticators.put(pool, sub, { ...authenticator, spent })
  return true
}

/** What the user has; without a secret it is none. */
export const authenticatorOf = ({ authenticators }: CognitoContext, pool: string, sub: string): Authenticator =>
  authenticators.get(pool, sub) ?? { enabled: false, preferred: false, spent: [] }

const all: readonly Factor[] = ['password', 'totp']
const passwordAlone: readonly Factor[] = ['password']

/** Whether somebody of the pool can reach one of the levels. */
export const canReach = ({ mfa }: ResolvedPool, levels: readonly Level[]): boolean =>
  factorsFor(levels, mfa === 'OFF' ? passwordAlone : all) !== undefined

/**
 * The factors for the first level that the person reaches with what they enrolled; where they reach none, those of the
 * level that an authenticator would reach, so that they enrol one (inferred). `sub`: `undefined` for nobody.
 */
export function factorsWanted(
  context: CognitoContext,
  pool: ResolvedPool,
  sub: string | undefined,
  levels: readonly Level[] | undefined,
): readonly Factor[] {
  if (levels === undefined) return []
  const enrolled = sub !== undefined && authenticatorOf(context, pool.id, sub).secret !== undefined
  return factorsFor(levels, enrolled ? all : passwordAlone) ?? factorsFor(levels, all) ?? []
}
