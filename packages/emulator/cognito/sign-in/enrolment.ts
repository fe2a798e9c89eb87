/** Setting up an authenticator: a secret is handed out, a code proves it. By a signed-in person, or during a sign-in. */
import { AwsError } from '../../aws-json/index.ts'
import { type CognitoContext, clientOf } from '../context.ts'
import { sessionOver, wrongSession } from '../errors.ts'
import type { User } from '../state/users.ts'
import { waiting } from './answer.ts'
import type { At, Challenge } from './step.ts'
import { authenticatorOf, newSecret, stepOf } from './totp.ts'

/** Hands out a secret to a signed-in person; the one that they have counts until the new one is proven. */
export function associate(context: CognitoContext, { pool, sub }: User): string {
  const secret = newSecret()
  context.authenticators.put(pool, sub, { ...authenticatorOf(context, pool, sub), pending: secret })
  return secret
}

/** Takes the code that proves it. @throws {AwsError} */
export function verify(context: CognitoContext, { pool, sub }: User, code: string): void {
  const { pending, enabled, preferred } = authenticatorOf(context, pool, sub)
  if (pending === undefined) {
    throw new AwsError('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been set up for this user')
  }
  context.authenticators.put(pool, sub, {
    secret: pending,
    enabled,
    preferred,
    spent: [proven(context, pending, code)],
  })
}

/** The same for somebody whose sign-in waits with MFA_SETUP; each step gives the session for the next. */
export function associateInSession(context: CognitoContext, session: string): { secret: string; session: string } {
  const { at, challenge } = settingUp(context, session)
  const secret = newSecret()
  return { secret, session: renewed(context, at, session, { ...challenge, secret }) }
}

/** @throws {AwsError} A wrong code leaves the session, for another try. */
export function verifyInSession(context: CognitoContext, session: string, code: string): { session: string } {
  const { at, challenge } = settingUp(context, session)
  const { secret, sub } = challenge
  if (secret === undefined) throw wrongSession('AssociateSoftwareToken comes first')
  const spent = [proven(context, secret, code)]
  const next = renewed(context, at, session, { ...challenge, proven: true })
  // Inferred: who enrols because the pool demands it, wants it.
  context.authenticators.put(at.pool.id, sub, { secret, enabled: true, preferred: true, spent })
  return { session: next }
}

function settingUp(context: CognitoContext, session: string): { at: At; challenge: Challenge } {
  // These calls name neither pool nor client: the session does.
  for (const pool of context.pools) {
    const client = clientOf(pool, context.challenges.peek(pool.id, session)?.client ?? '')
    if (client !== undefined)
      return { at: { pool, client }, challenge: waiting(context, { pool, client }, 'MFA_SETUP', session) }
  }
  throw sessionOver()
}

function renewed({ challenges }: CognitoContext, { pool, client }: At, session: string, challenge: Challenge): string {
  if (challenges.take(pool.id, session) === undefined) throw sessionOver()
  return challenges.issue(pool.id, challenge, client.authSessionSeconds)
}

/** Documented (model): the exception; its words are general knowledge. */
function proven(context: CognitoContext, secret: string, code: string): number {
  const step = stepOf(context, secret, code)
  if (step === undefined) throw new AwsError('EnableSoftwareTokenMFAException', 'Code mismatch')
  return step
}
