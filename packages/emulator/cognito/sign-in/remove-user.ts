/** The end of a user, and of all that hangs on one. */
import type { CognitoContext } from '../context.ts'
import type { User } from '../state/users.ts'

/** Documented (CDG/token-revocation): the tokens of a deleted user end like revoked ones. */
export function removeUser(context: CognitoContext, { pool, sub }: User): void {
  context.families.revokeAll(pool, sub)
  context.authenticators.drop(pool, sub)
  context.users.remove({ pool, sub })
}
