/** Counts failures, so that nobody can go on guessing. */
import { AwsError } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { notAuthorized } from '../errors.ts'

export interface Attempts {
  readonly failed: number
  /** Milliseconds: refused until then. */
  readonly until: number
}

const minute = 60_000
/** Documented (CDG/authentication-flow): after five wrong passwords a lock of one second, doubled each time, about 15 minutes at most. */
const [free, longest] = [5, 15 * minute]

/** What was guessed, and by whom: the sub, or the name of somebody who does not exist. */
type Guess = readonly [what: 'password' | 'code', who: string]

const keyOf = ([what, who]: Guess) => `${what}:${who.toLowerCase()}`

/** Refuses while a lock holds. Who does not exist is locked out alike (documented, as above); that codes are is inferred. */
export function refuseLocked({ attempts, now }: CognitoContext, pool: string, ...guess: Guess): void {
  if ((attempts.get(pool, keyOf(guess))?.until ?? 0) > now()) {
    throw notAuthorized('Password attempts exceeded', `locked after each wrong ${guess[0]}`)
  }
}

/** Documented: a lock, and the count, are over after 15 quiet minutes. */
export function countWrong({ attempts, now }: CognitoContext, pool: string, ...guess: Guess): void {
  const failed = (attempts.get(pool, keyOf(guess))?.failed ?? 0) + 1
  const lock = failed < free ? 0 : Math.min(1000 * 2 ** (failed - free), longest)
  attempts.put(pool, keyOf(guess), { failed, until: now() + lock }, now() + lock + 15 * minute)
}

export const forgetWrong = ({ attempts }: CognitoContext, pool: string, ...guess: Guess): void =>
  void attempts.drop(pool, keyOf(guess))

/**
 * Judges a guess that takes time to judge, and counts it. A lock that another guess brought on meanwhile hides the verdict:
 * otherwise as many guesses as are made at once would all be free.
 */
export async function judgeGuess(
  context: CognitoContext,
  pool: string,
  guess: Guess,
  isRight: () => Promise<boolean>,
): Promise<boolean> {
  refuseLocked(context, pool, ...guess)
  const right = await isRight()
  refuseLocked(context, pool, ...guess)
  const count = right ? forgetWrong : countWrong
  count(context, pool, ...guess)
  return right
}

/** Documented (CDG/limits): requests and answers for forgotten passwords are limited by the hour; five is the least. */
export function limitHourly({ attempts, now }: CognitoContext, pool: string, what: string, username: string): void {
  const key = `${what}:${username.toLowerCase()}`
  const { failed = 0, until = now() + 60 * minute } = attempts.get(pool, key) ?? {}
  if (failed >= free) {
    throw new AwsError('LimitExceededException', 'Attempt limit exceeded, please try after some time.')
  }
  attempts.put(pool, key, { failed: failed + 1, until }, until)
}
