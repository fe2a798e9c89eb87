/** The first step of a sign-in: the password, or SRP's promise to prove it. */
import { createHmac } from 'node:crypto'
import type { CognitoContext } from '../context.ts'
import { invalid, unknownUser, wrongCredentials } from '../errors.ts'
import { passwordFits, randomToken, srpVerifierOf } from '../secrets.ts'
import type { User } from '../state/users.ts'
import type { Factor } from '../tokens/levels.ts'
import { judgeGuess, refuseLocked } from './attempts.ts'
import { srpChallenge, verifierOf } from './srp.ts'
import { type At, ask, next, type Step } from './step.ts'

/** Who wants to sign in, and how. `wanted`: the factors to prove at least. */
export interface Beginning {
  readonly username: string
  readonly proof: { readonly password: string } | { readonly srpA: string }
  readonly wanted?: readonly Factor[]
}

/**
 * Begins a sign-in. Wrong passwords and unknown names get the same answer in the same time.
 *
 * @throws {AwsError} in Cognito's words
 */
export async function begin(context: CognitoContext, at: At, beginning: Beginning): Promise<Step> {
  const { pool, client } = at
  const { username, proof, wanted = [] } = beginning
  const user = context.users.find(pool.id, username)
  const guesser = user?.sub ?? username
  if ('srpA' in proof) {
    refuseLocked(context, pool.id, 'password', guesser)
    return srpStep(context, at, user, { username, srpA: proof.srpA, wanted })
  }
  const fits = await judgeGuess(context, pool.id, ['password', guesser], () =>
    passwordFits(proof.password, user?.passwordHash),
  )
  if (user === undefined && !client.preventUserExistenceErrors) throw unknownUser()
  if (user === undefined || !fits) {
    throw wrongCredentials(user === undefined ? 'there is no such user' : 'the password is wrong')
  }
  return next(context, at, { user, guesser, factors: ['password'], wanted })
}

function srpStep(
  context: CognitoContext,
  at: At,
  user: User | undefined,
  { username, srpA, wanted }: { username: string; srpA: string; wanted: readonly Factor[] },
): Step {
  const { pool, client } = at
  if (user === undefined && !client.preventUserExistenceErrors) throw unknownUser()
  const nobody = plausibleNobody(context, pool.id, username)
  const sub = user?.sub ?? nobody.sub
  const { salt, verifier } = (user === undefined ? undefined : srpVerifierOf(user.passwordHash)) ?? nobody
  const challenge = srpChallenge(srpA, verifier)
  if (challenge === undefined) throw invalid('SRP_A is invalid', 'SRP_A ≡ 0 mod N')
  const { public: srpB, ...srp } = challenge
  const step = ask(
    context,
    at,
    { name: 'PASSWORD_VERIFIER', sub, guesser: user?.sub ?? username, factors: [], wanted, srp },
    { USERNAME: sub, USER_ID_FOR_SRP: sub, SALT: salt, SRP_B: srpB },
  )
  if (step.kind === 'done') return step
  // No `Session` goes with this challenge: clients send the secret block back instead (general knowledge).
  return { ...step, parameters: { ...step.parameters, SECRET_BLOCK: Buffer.from(step.session).toString('base64') } }
}

/** What somebody looks like who does not exist: the same at each attempt, and like anybody else. */
function plausibleNobody({ peppers }: CognitoContext, pool: string, username: string) {
  const kept = peppers.get(pool, '')
  const pepper = kept ?? randomToken()
  if (kept === undefined) peppers.put(pool, '', pepper)
  const hash = createHmac('sha256', pepper).update(username.toLowerCase()).digest('hex')
  const variant = '89ab'[Number.parseInt(hash[16] ?? '0', 16) % 4]
  const sub = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
  return { sub, salt: hash.slice(32), verifier: verifierOf(pool, sub, hash).verifier }
}
