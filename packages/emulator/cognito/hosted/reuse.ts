/** Whether a sign-in of the pages serves another request without a form. */
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext, Session } from '../context.ts'
import { ssoMinutesOf } from '../session-settings.ts'
import { factorsWanted } from '../sign-in/wanted.ts'
import type { User } from '../state/users.ts'
import { seconds } from '../tokens/issue.ts'
import type { AuthorizeRequest } from './authorize-request.ts'

/** Who is signed in, unless they must prove themselves again: the sign-in is too old, or too weak for the level asked. */
export function reusable(
  context: CognitoContext,
  pool: ResolvedPool,
  { client, maxAge, prompt, levels }: AuthorizeRequest,
  { sub, authTime, factors }: Session,
): User | undefined {
  const user = context.users.find(pool.id, sub)
  const age = seconds(context) - authTime
  if (prompt === 'login' || (maxAge !== undefined && age > maxAge)) return undefined
  // Documented (aws-facts §G): counted from the last fresh sign-in, and 0 never reuses it.
  if (age >= ssoMinutesOf(pool, client) * 60) return undefined
  if (!factorsWanted(context, pool, sub, levels).every((factor) => factors.includes(factor))) return undefined
  return user?.enabled === true ? user : undefined
}
