/** Passwords that were forgotten, and those that an administrator takes away. */
import type { AwsError } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, notAuthorized, unknownUser, wrongCode } from '../errors.ts'
import type { User } from '../state/users.ts'
import { forgetWrong, limitHourly } from './attempts.ts'
import { type Delivery, deliveryTo, sendCode, takeCode } from './codes.ts'
import { requirePolicy, setPassword } from './passwords.ts'
import type { At } from './step.ts'

/**
 * Sends a code to who forgot the password. Where the client hides who exists, the answer about somebody who cannot get
 * one is the same as about anybody else (documented, CDG/managing-errors).
 *
 * @throws {AwsError}
 */
export function requestReset(context: CognitoContext, { pool, client }: At, username: string): Delivery {
  // The exception is documented (model); its words are general knowledge.
  if (pool.recovery[0] === 'admin_only') {
    throw notAuthorized('Contact administrator to reset password.')
  }
  const user = context.users.find(pool.id, username)
  limitHourly(context, pool.id, 'forgotten', user?.sub ?? username)
  const obstacle = user === undefined ? unknownUser() : obstacleOf(user)
  if (user !== undefined && obstacle === undefined) return mailReset(context, pool, user)
  const words = obstacle ?? unknownUser()
  if (user?.status === 'FORCE_CHANGE_PASSWORD' || !client.preventUserExistenceErrors) throw words
  context.log(`cognito: no code was sent: ${words.message}`)
  return deliveryTo(username)
}

/** Takes the code and the new password. @throws {AwsError} */
export async function confirmReset(
  context: CognitoContext,
  { pool, client }: At,
  { username, code, password }: { username: string; code: string; password: string },
): Promise<void> {
  const user = context.users.find(pool.id, username)
  if (user === undefined && !client.preventUserExistenceErrors) throw unknownUser()
  limitHourly(context, pool.id, 'confirmed', user?.sub ?? username)
  requirePolicy(pool, password)
  const { address } = takeCode(context, 'password', user?.enabled === true ? user : undefined, code)
  if (user === undefined || user.attributes['email'] !== address) {
    throw wrongCode('the address changed since')
  }
  // Inferred: the tokens that there are stay; AWS lists what revokes them, and this is not among it.
  await setPassword(context, pool, user, password, 'CONFIRMED')
  forgetWrong(context, pool.id, 'password', user.sub)
}

/** An administrator takes a password away; the user gets a code. @throws {AwsError} */
export function demandReset(context: CognitoContext, pool: ResolvedPool, user: User): void {
  const obstacle = obstacleOf(user)
  if (obstacle !== undefined) throw obstacle
  context.users.save({ ...user, status: 'RESET_REQUIRED' })
  mailReset(context, pool, user)
}

const mailReset = (context: CognitoContext, pool: ResolvedPool, user: User) =>
  sendCode(context, pool, 'password', { user, address: user.attributes['email'] ?? '' })

/** The words are general knowledge. */
function obstacleOf({ enabled, status, attributes }: User): AwsError | undefined {
  if (!enabled) return invalid('User is disabled.')
  if (status === 'FORCE_CHANGE_PASSWORD') return notAuthorized('User password cannot be reset in the current state.')
  if (attributes['email_verified'] === 'true') return undefined
  return invalid('Cannot reset password for the user as there is no registered/verified email or phone_number')
}
