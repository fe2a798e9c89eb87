/**
 * `USER_AUTH`: the flow whose caller chooses the challenge, and the only one for which AWS lists a level to reach
 * (documented, aws-facts §H.2). A choice has to be named: the challenge that offers one is not emulated.
 */
import { AwsError } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, notAuthorized, required } from '../errors.ts'
import { type At, begin, type Step } from '../sign-in/index.ts'
import { next } from '../sign-in/step.ts'
import { canReach, factorsWanted } from '../sign-in/totp.ts'
import { seconds } from '../tokens/issue.ts'
import { type Factor, type Level, levelsAsked } from '../tokens/levels.ts'
import { judgeAccessToken } from '../tokens/verify.ts'
import type { Parameters } from './sign-in.ts'

export async function userAuth(
  context: CognitoContext,
  at: At,
  username: string,
  parameters: Parameters,
): Promise<Step> {
  const levels = levelsOf(at, parameters['TARGET_ACR_VALUES'])
  const user = context.users.find(at.pool.id, username)
  const wanted = factorsWanted(context, at.pool, user?.sub, levels)
  const credit = await creditOf(context, at, user?.sub, parameters)
  // An access token alone never becomes new tokens: where it says enough already, the person signs in afresh (our choice).
  if (user !== undefined && credit.length > 0 && !wanted.every((factor) => credit.includes(factor))) {
    return next(context, at, { user, guesser: user.sub, factors: credit, wanted })
  }
  return begin(context, at, { username, proof: proofOf(parameters), wanted })
}

/** @throws {AwsError} for levels that nobody here can reach (documented: none that is valid is an error; the words are ours) */
function levelsOf({ pool }: At, values: string | undefined): readonly Level[] | undefined {
  if (values === undefined) return undefined
  const levels = levelsAsked(pool, values) ?? []
  if (!canReach(pool, levels)) throw invalid('None of the TARGET_ACR_VALUES can be reached')
  return levels
}

/** Documented (aws-facts §A.4, §H.2): on Lite a level cannot be asked for, and it stands among the parameters of this flow alone. */
export function refuseLevels({ pool }: At, flow: string, parameters: Parameters): void {
  if (!['TARGET_ACR_VALUES', 'ACCESS_TOKEN', 'MAX_AGE'].some((name) => parameters[name] !== undefined)) return
  if (pool.plan === 'LITE') {
    throw new AwsError('FeatureUnavailableInTierException', 'TARGET_ACR_VALUES needs the plan Essentials or Plus')
  }
  if (flow !== 'USER_AUTH') throw invalid('TARGET_ACR_VALUES, ACCESS_TOKEN and MAX_AGE go with the flow USER_AUTH')
}

/** What the access token says that its holder has proven; nothing when that was longer ago than `MAX_AGE` (documented). */
async function creditOf(
  context: CognitoContext,
  { pool, client }: At,
  sub: string | undefined,
  { ACCESS_TOKEN, TARGET_ACR_VALUES, MAX_AGE = '' }: Parameters,
): Promise<readonly Factor[]> {
  if (!/^\d{0,9}$/.test(MAX_AGE)) throw invalid('MAX_AGE is not a number of seconds')
  if (ACCESS_TOKEN === undefined) return []
  if (TARGET_ACR_VALUES === undefined) throw invalid('ACCESS_TOKEN needs TARGET_ACR_VALUES')
  const { family } = await judgeAccessToken(context, pool, ACCESS_TOKEN)
  // That another client's token is refused is our choice.
  if (family.sub !== sub || family.client !== client.id) throw notAuthorized('Invalid Access Token')
  const tooOld = MAX_AGE !== '' && seconds(context) - family.authTime > Number(MAX_AGE)
  return tooOld ? [] : family.factors
}

function proofOf(parameters: Parameters) {
  const preferred = parameters['PREFERRED_CHALLENGE']
  if (preferred === 'PASSWORD') return { password: required(parameters, 'PASSWORD') }
  if (preferred === 'PASSWORD_SRP') return { srpA: required(parameters, 'SRP_A') }
  throw invalid('The local stack does not offer a choice: name PASSWORD or PASSWORD_SRP as PREFERRED_CHALLENGE')
}
