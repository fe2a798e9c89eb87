/** Passwords: which ones a pool takes, and what a change of one ends. */
import { AwsError } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { hashPassword, meetsPolicy } from '../secrets.ts'
import type { User } from '../state/users.ts'

/** @throws {AwsError} for a password that the pool does not take */
export function requirePolicy({ passwordPolicy }: ResolvedPool, password: string): void {
  if (meetsPolicy(passwordPolicy, password)) return
  throw new AwsError('InvalidPasswordException', 'Password did not conform with policy')
}

/** Gives the user another password and the status that goes with it; the answer is the changed user. */
export async function setPassword(
  context: CognitoContext,
  pool: ResolvedPool,
  user: User,
  password: string,
  status: User['status'],
): Promise<User> {
  requirePolicy(pool, password)
  const passwordHash = await hashPassword(password, user)
  // Hashing takes its time: what changed meanwhile stays.
  const changed = { ...(context.users.find(pool.id, user.sub) ?? user), passwordHash, status }
  context.users.save(changed)
  return changed
}
