/** What people change of themselves. A new e-mail address has to be proven by the code that goes to it. */
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { wrongCode } from '../errors.ts'
import { limitHourly } from '../sign-in/attempts.ts'
import { type Delivery, sendCode, takeCode } from '../sign-in/reset.ts'
import type { Attributes, User } from '../state/users.ts'
import { saveUser, withChanges } from './schema.ts'

/**
 * Writes changes that the schema and the client allow; the answer says where codes went. Where the pool keeps the old
 * address until the new one is proven, the new one only waits (documented, CDG/user-pool-settings-email-phone-verification).
 *
 * @throws {AwsError}
 */
export function writeOwn(context: CognitoContext, pool: ResolvedPool, user: User, changes: Attributes): Delivery[] {
  const { email, ...rest } = changes
  if (email === undefined || email === user.attributes['email']) {
    save(context, user, rest)
    return []
  }
  const waits = pool.keepOriginal.includes('email')
  save(context, user, waits ? rest : { ...changes, email_verified: 'false' })
  return waits || pool.autoVerified.includes('email') ? [send(context, pool, user, email)] : []
}

/** Sends another code to the address that waits for one, or to the one that there is. @throws {AwsError} */
export function sendEmailCode(context: CognitoContext, pool: ResolvedPool, user: User): Delivery {
  return send(context, pool, user, unproven(context, pool, user))
}

/** @throws {AwsError} */
export function verifyEmail(context: CognitoContext, pool: ResolvedPool, user: User, code: string): void {
  limitHourly(context, pool.id, 'verified', user.sub)
  const email = unproven(context, pool, user)
  if (takeCode(context, 'email', user, code).address !== email) throw wrongCode('the address changed since')
  save(context, user, { email, email_verified: 'true' })
}

/** The address that a code is to prove: one that waits, where the pool lets one wait, or the one that holds. */
function unproven({ mailCodes }: CognitoContext, pool: ResolvedPool, { sub, attributes }: User): string {
  const waiting = pool.keepOriginal.includes('email') ? mailCodes.get(pool.id, `email:${sub}`)?.address : undefined
  return waiting ?? attributes['email'] ?? ''
}

function send(context: CognitoContext, pool: ResolvedPool, user: User, address: string): Delivery {
  limitHourly(context, pool.id, 'verification', user.sub)
  return sendCode(context, pool, 'email', { user, address })
}

const save = (context: CognitoContext, user: User, changes: Attributes) =>
  saveUser(context, { ...user, attributes: withChanges(user.attributes, changes) })
