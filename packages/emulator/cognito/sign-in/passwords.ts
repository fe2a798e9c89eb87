/** Passwords: which ones a pool takes, and what a change of one ends. */
import { randomBytes } from 'node:crypto'
import { AwsError } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { wrongCredentials } from '../errors.ts'
import { hashPassword, passwordFits } from '../secrets.ts'
import type { User } from '../state/users.ts'
import { judgeGuess } from './attempts.ts'

type WithPolicy = Pick<ResolvedPool, 'passwordPolicy'>

/** Documented: the special characters that count, with a space in the middle. */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/

/** The first rule of the policy that the password breaks, in Cognito's words (measured, aws-facts §H.1). */
export function policyFault({ passwordPolicy: policy }: WithPolicy, password: string): string | undefined {
  if (password.length < policy.MinimumLength) return 'Password not long enough'
  const rules: readonly (readonly [asked: boolean, pattern: RegExp, what: string])[] = [
    [policy.RequireUppercase, /[A-Z]/, 'uppercase'],
    [policy.RequireLowercase, /[a-z]/, 'lowercase'],
    [policy.RequireNumbers, /\d/, 'numeric'],
    [policy.RequireSymbols, symbol, 'symbol'],
  ]
  const broken = rules.find(([asked, pattern]) => asked && !pattern.test(password))
  return broken === undefined ? undefined : `Password must have ${broken[2]} characters`
}

/** @throws {AwsError} for a password that the pool does not take */
export function requirePolicy(pool: WithPolicy, password: string): void {
  const fault = policyFault(pool, password)
  if (fault === undefined) return
  throw new AwsError('InvalidPasswordException', `Password did not conform with policy: ${fault}`)
}

/** Whether an administrator's password is too old to let its user in. @param now milliseconds */
export const temporaryPasswordExpired = (
  { passwordPolicy }: WithPolicy,
  { status, passwordSet }: Pick<User, 'status' | 'passwordSet'>,
  now: number,
): boolean =>
  status === 'FORCE_CHANGE_PASSWORD' && now - passwordSet > passwordPolicy.TemporaryPasswordValidityDays * 86_400_000

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
  const changed = {
    ...(context.users.find(pool.id, user.sub) ?? user),
    passwordHash,
    passwordSet: context.now(),
    status,
  }
  context.users.save(changed)
  return changed
}

/** By the person, who must know the old one. Tokens stay (inferred, as for forgotten ones). @throws {AwsError} */
export async function changePassword(
  context: CognitoContext,
  pool: ResolvedPool,
  user: User,
  previous: string,
  proposed: string,
): Promise<void> {
  const fits = () => passwordFits(previous, user.passwordHash)
  if (!(await judgeGuess(context, pool.id, ['password', user.sub], fits))) {
    throw wrongCredentials('the old password is wrong')
  }
  await setPassword(context, pool, user, proposed, 'CONFIRMED')
}

/** One for a user whom an administrator gave none: it meets every policy. */
export function temporaryPassword({ passwordPolicy }: ResolvedPool): string {
  const random = randomBytes(passwordPolicy.MinimumLength).toString('base64url')
  // One of each kind; the rest is random.
  return `${random}aA1!`
}

/** Mails a temporary password, in the words of Cognito's own message. */
export function invite({ messages, now }: CognitoContext, { pool, attributes }: User, password: string): void {
  const to = attributes['email'] ?? ''
  const text = `Your username is ${to} and temporary password is ${password}`
  messages.send({ pool, to, subject: 'Your temporary password', text, at: now() })
}
