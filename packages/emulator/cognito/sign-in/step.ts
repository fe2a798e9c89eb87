/** Where a sign-in stands: what is still asked for, or who signed in. */
import { AwsError } from '../../aws-json/index.ts'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { disabled, notAuthorized } from '../errors.ts'
import type { User } from '../state/users.ts'
import { readable } from '../tokens/attributes.ts'
import { seconds } from '../tokens/issue.ts'
import type { Factor } from '../tokens/levels.ts'
import { missingAttributes } from '../users/schema.ts'
import { temporaryPasswordExpired } from './passwords.ts'
import type { SrpState } from './srp.ts'
import { authenticatorOf } from './totp.ts'

/** What an attribute is called among the answers of NEW_PASSWORD_REQUIRED (documented, model). */
export const attributePrefix = 'userAttributes.'

/** Where somebody signs in. */
export interface At {
  readonly pool: ResolvedPool
  readonly client: ResolvedClient
}

export type ChallengeName = 'PASSWORD_VERIFIER' | 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA' | 'MFA_SETUP'

export type Step =
  | {
      readonly kind: 'challenge'
      readonly name: ChallengeName
      /** As Cognito names them: `USER_ID_FOR_SRP`, `requiredAttributes` and the like. */
      readonly parameters: Readonly<Record<string, string>>
      /** Names this sign-in in the answer: good once, for this client, for a few minutes. */
      readonly session: string
    }
  | {
      readonly kind: 'done'
      readonly user: User
      readonly factors: readonly Factor[]
      /** Seconds. */
      readonly authTime: number
      /** Whether the last thing that they did was to choose a password of their own: the trigger is told so. */
      readonly newPassword: boolean
    }

/** What the emulator remembers of a sign-in that waits for an answer. */
export interface Challenge {
  readonly name: ChallengeName
  readonly client: string
  /** Of somebody who need not exist, with PASSWORD_VERIFIER. */
  readonly sub: string
  /** What wrong passwords are counted by: the sub, or the name of somebody who does not exist. */
  readonly guesser: string
  readonly factors: readonly Factor[]
  /** What has to be proven at least; the pool may ask for more. */
  readonly wanted: readonly Factor[]
  readonly srp?: SrpState | undefined
  /** MFA_SETUP: the secret that was handed out, and whether a code has proven it. */
  readonly secret?: string | undefined
  readonly proven?: boolean | undefined
}

/** What a sign-in has come to. */
export interface Progress extends Pick<Challenge, 'guesser' | 'factors' | 'wanted'> {
  readonly user: User
  readonly newPassword?: boolean
}

/** Remembers the challenge and gives it to the caller. */
export function ask(
  { challenges }: CognitoContext,
  { pool, client }: At,
  challenge: Omit<Challenge, 'client'>,
  parameters: Readonly<Record<string, string>>,
): Step {
  const session = challenges.issue(pool.id, { ...challenge, client: client.id }, client.authSessionSeconds)
  return { kind: 'challenge', name: challenge.name, parameters, session }
}

/** What comes after the password: a new one, the second factor, or the end. */
export function next(context: CognitoContext, at: At, progress: Progress): Step {
  const { user, guesser, factors, wanted, newPassword = false } = progress
  if (!user.enabled) throw disabled()
  if (user.status === 'RESET_REQUIRED') {
    throw new AwsError('PasswordResetRequiredException', 'Password reset required for the user')
  }
  const asked = (name: ChallengeName, parameters: Readonly<Record<string, string>>) =>
    ask(context, at, { name, sub: user.sub, guesser, factors, wanted }, { USER_ID_FOR_SRP: user.sub, ...parameters })
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    if (temporaryPasswordExpired(at.pool, user, context.now())) {
      // Measured (aws-facts §H.1).
      const words = 'Temporary password has expired and must be reset by an administrator.'
      throw notAuthorized(words, 'the temporary password is too old')
    }
    const missing = missingAttributes(at.pool, user.attributes).map((name) => `${attributePrefix}${name}`)
    const userAttributes = JSON.stringify(readable(at.client, user.attributes))
    return asked('NEW_PASSWORD_REQUIRED', { requiredAttributes: JSON.stringify(missing), userAttributes })
  }
  if (!factors.includes('totp')) {
    const { secret, enabled } = authenticatorOf(context, at.pool.id, user.sub)
    const needed = at.pool.mfa === 'ON' || (at.pool.mfa === 'OPTIONAL' && enabled) || wanted.includes('totp')
    // General knowledge: with MFA required, an enrolled authenticator is asked for whether it was preferred or not.
    if (needed && secret !== undefined) return asked('SOFTWARE_TOKEN_MFA', {})
    if (needed) return asked('MFA_SETUP', { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' })
  }
  return { kind: 'done', user, factors, authTime: seconds(context), newPassword }
}
