/** Codes of six digits that AWS would send by mail, and the passwords that are reset with them. Each is for one user and one purpose, and a new one replaces it. */
import { randomInt } from 'node:crypto'
import { AwsError } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, notAuthorized, unknownUser, wrongCode } from '../errors.ts'
import { sameSecret } from '../secrets.ts'
import type { User } from '../state/users.ts'
import { forgetWrong, limitHourly } from './attempts.ts'
import { requirePolicy, setPassword } from './passwords.ts'
import type { At } from './step.ts'

export interface Code {
  readonly code: string
  /** Milliseconds. */
  readonly expires: number
  /** The address that it proves. */
  readonly address: string
}

/** Documented (CDG/limits): how long they live, in hours. */
const hours = { password: 1, email: 24 } as const
type Purpose = keyof typeof hours

/** Sends a code in the pool's words; the answer is what the API says about where it went. */
export function sendCode(
  context: CognitoContext,
  { verificationMail }: ResolvedPool,
  purpose: Purpose,
  { user: { pool, sub }, address }: { user: User; address: string },
): Delivery {
  const code = randomInt(1_000_000).toString().padStart(6, '0')
  const at = context.now()
  const expires = at + hours[purpose] * 3_600_000
  context.mailCodes.put(pool, `${purpose}:${sub}`, { code, expires, address })
  const { subject, text } = verificationMail
  context.messages.send({ pool, to: address, subject, text: text.replaceAll('{####}', code), at })
  return deliveryTo(address)
}

/**
 * Takes a code, once. Only who has the right one learns that it is too old: a wrong one tells nothing, not even whether a
 * code was sent.
 *
 * @throws {AwsError}
 */
export function takeCode(context: CognitoContext, purpose: Purpose, user: User | undefined, given: string): Code {
  const key = `${purpose}:${user?.sub ?? ''}`
  const known = user === undefined ? undefined : context.mailCodes.get(user.pool, key)
  if (user === undefined || known === undefined || !sameSecret(known.code, given)) {
    throw wrongCode()
  }
  if (known.expires <= context.now()) {
    throw new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.')
  }
  context.mailCodes.drop(user.pool, key)
  return known
}

/** As the API names it. */
export interface Delivery {
  readonly Destination: string
  readonly DeliveryMedium: 'EMAIL'
  readonly AttributeName: 'email'
}

/** General knowledge: the first letter of the name and of the domain are shown. */
const deliveryTo = (address: string): Delivery => {
  const [name = '', domain = ''] = address.split('@')
  const Destination = `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`
  return { Destination, DeliveryMedium: 'EMAIL', AttributeName: 'email' }
}

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
  if (words.type === 'NotAuthorizedException' || !client.preventUserExistenceErrors) throw words
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
