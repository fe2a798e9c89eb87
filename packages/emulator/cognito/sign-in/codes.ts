/** Codes of six digits that AWS would send by mail: each is for one user and one purpose, and a new one replaces it. */
import { randomInt } from 'node:crypto'
import { AwsError } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { wrongCode } from '../errors.ts'
import { sameSecret } from '../secrets.ts'
import type { User } from '../state/users.ts'

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
export const deliveryTo = (address: string): Delivery => {
  const [name = '', domain = ''] = address.split('@')
  const Destination = `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`
  return { Destination, DeliveryMedium: 'EMAIL', AttributeName: 'email' }
}
