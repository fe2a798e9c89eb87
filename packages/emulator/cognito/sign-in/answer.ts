/** The answers to challenges, one way for each. */
import { AwsError } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { disabled, invalid, required, sessionOver, wrongCredentials, wrongSession } from '../errors.ts'
import { sameSecret } from '../secrets.ts'
import type { User } from '../state/users.ts'
import { writeOwn } from '../users/own-attributes.ts'
import { checkAttributes, missingAttributes, withChanges } from '../users/schema.ts'
import { countWrong, forgetWrong, refuseLocked } from './attempts.ts'
import { requirePolicy, setPassword } from './passwords.ts'
import { srpProof } from './srp.ts'
import { type At, attributePrefix, type Challenge, type ChallengeName, next, type Progress, type Step } from './step.ts'
import { authenticatorOf, spend, stepOf } from './totp.ts'

/** An answer: to which challenge, and what (`NEW_PASSWORD`, `SOFTWARE_TOKEN_MFA_CODE` and the like). */
export interface Answer {
  readonly name: string
  readonly session: string
  /** As the caller names the user; pages name none, the session says it. */
  readonly username?: string | undefined
  readonly responses: Readonly<Record<string, string | undefined>>
}

interface Answered {
  readonly context: CognitoContext
  readonly at: At
  readonly challenge: Challenge
  readonly user: User
  readonly answer: Answer
}

/**
 * Answers a challenge. What was right spends the session; a wrong code or a password that the pool does not take leaves
 * it, for another try.
 *
 * @throws {AwsError} in Cognito's words
 */
export async function answer(context: CognitoContext, at: At, given: Answer): Promise<Step> {
  const challenge = waiting(context, at, given.name, given.session)
  const { pool } = at
  const user = context.users.find(pool.id, challenge.sub)
  const named = given.username === undefined ? user : context.users.find(pool.id, given.username)
  if (user !== undefined && named?.sub !== user.sub) throw wrongSession('it belongs to another user')
  if (challenge.name === 'PASSWORD_VERIFIER') {
    // One guess: what was asked for is gone, whatever comes.
    context.challenges.drop(pool.id, given.session)
    refuseLocked(context, pool.id, 'password', challenge.guesser)
  }
  if (user === undefined) {
    if (challenge.name !== 'PASSWORD_VERIFIER') throw wrongSession('the user was deleted meanwhile')
    // Takes as long as for anybody.
    proofFor(at, challenge, given)
    countWrong(context, pool.id, 'password', challenge.guesser)
    throw wrongCredentials('there is no such user')
  }
  if (!user.enabled) throw disabled()
  const progress = await answers[challenge.name]({ context, at, challenge, user, answer: given })
  if (challenge.name !== 'PASSWORD_VERIFIER' && context.challenges.take(pool.id, given.session) === undefined) {
    throw wrongSession('it was used')
  }
  return next(context, at, { ...challenge, ...progress })
}

/** The challenge behind a session of this client. @throws {AwsError} */
export function waiting(context: CognitoContext, { pool, client }: At, name: string, session: string): Challenge {
  const challenge = context.challenges.peek(pool.id, session)
  if (challenge === undefined) throw sessionOver()
  if (challenge.client !== client.id) throw wrongSession('it belongs to another client')
  if (challenge.name !== name) throw wrongSession(`it waits for ${challenge.name}`)
  return challenge
}

const answers: Readonly<Record<ChallengeName, (answered: Answered) => Promise<Omit<Progress, 'guesser' | 'wanted'>>>> =
  {
    PASSWORD_VERIFIER: async ({ context, at, challenge, user, answer: given }) => {
      const { pool } = at
      const expected = proofFor(at, challenge, given)
      const said = required(given.responses, 'PASSWORD_CLAIM_SIGNATURE')
      if (expected === undefined || !sameSecret(expected, said)) {
        countWrong(context, pool.id, 'password', challenge.guesser)
        throw wrongCredentials('the password is wrong')
      }
      forgetWrong(context, pool.id, 'password', challenge.guesser)
      return { user, factors: ['password'] }
    },

    NEW_PASSWORD_REQUIRED: async ({ context, at: { pool, client }, challenge, user, answer: { responses } }) => {
      const password = required(responses, 'NEW_PASSWORD')
      const given = Object.entries(responses).filter(([name]) => name.startsWith(attributePrefix))
      const changes = Object.fromEntries(given.map(([name, value = '']) => [name.slice(attributePrefix.length), value]))
      checkAttributes(pool, client, user.attributes, changes)
      const [missing] = missingAttributes(pool, withChanges(user.attributes, changes))
      if (missing !== undefined) throw invalid(`Invalid attributes given, ${missing} is missing`)
      requirePolicy(pool, password)
      // By the rules of every change that people make: a new address has to be free, and proven before it counts as such.
      writeOwn(context, pool, user, changes)
      const changed = await setPassword(context, pool, user, password, 'CONFIRMED')
      return { user: changed, factors: challenge.factors, newPassword: true }
    },

    SOFTWARE_TOKEN_MFA: async ({ context, at: { pool }, challenge, user, answer: { responses } }) => {
      const code = required(responses, 'SOFTWARE_TOKEN_MFA_CODE')
      refuseLocked(context, pool.id, 'code', user.sub)
      const { secret } = authenticatorOf(context, pool.id, user.sub)
      const step = secret === undefined ? undefined : stepOf(context, secret, code)
      if (step === undefined) {
        countWrong(context, pool.id, 'code', user.sub)
        throw new AwsError('CodeMismatchException', 'Invalid code received for user')
      }
      if (!spend(context, pool.id, user.sub, step)) {
        throw new AwsError('ExpiredCodeException', 'Your software token has already been used once.')
      }
      forgetWrong(context, pool.id, 'code', user.sub)
      return { user, factors: [...challenge.factors, 'totp'] }
    },

    MFA_SETUP: async ({ challenge, user }) => {
      if (challenge.proven !== true) throw wrongSession('no authenticator was set up: VerifySoftwareToken comes first')
      // Inferred: the code that proved the authenticator counts as this sign-in's second factor.
      return { user, factors: [...challenge.factors, 'totp'] }
    },
  }

/** What a client that knows the password would send. */
function proofFor({ pool }: At, { srp, sub }: Challenge, { session, responses }: Answer): string | undefined {
  if (srp === undefined) return undefined
  const block = Buffer.from(session).toString('base64')
  return srpProof(srp, pool.id, sub, block, required(responses, 'TIMESTAMP'))
}
