/** What somebody must prove at least, so that their tokens reach the level that was asked for (aws-facts §A.4). */
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { type Factor, factorsFor, type Level } from '../tokens/levels.ts'
import { authenticatorOf } from './totp.ts'

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
