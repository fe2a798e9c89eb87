/** What a sign-in through the AWS SDK answers: a challenge, or tokens. */
import type { CognitoContext } from '../context.ts'
import type { At, Step } from '../sign-in/index.ts'
import { personTokens, startFamily } from '../tokens/issue.ts'
import { authenticationResult } from './refresh.ts'
import { invalid, notAuthorized } from './shared.ts'

/** The scope of every SDK sign-in (documented, aws-facts §A.2; as the trigger sees it inferred, aws-facts §B.3). */
const sdkScopes = ['aws.cognito.signin.user.admin']

export type Parameters = Readonly<Record<string, string>>

export function required(parameters: Parameters, name: string): string {
  const value = parameters[name]
  if (value === undefined || value === '') throw invalid(`Missing required parameter ${name}`)
  return value
}

/**
 * The step in Cognito's form. At the end of a sign-in the trigger runs and tokens are issued.
 *
 * @param clientMetadata reaches the trigger from `RespondToAuthChallenge`, not from `InitiateAuth` (documented, aws-facts §B.3)
 * @throws {TriggerFailure}
 */
export async function answerTo(
  context: CognitoContext,
  { pool, client }: At,
  step: Step,
  clientMetadata: Parameters,
): Promise<object> {
  if (step.kind === 'challenge') {
    const { name, parameters, session } = step
    // Clients send the secret block back in place of a session (general knowledge).
    const named = name === 'PASSWORD_VERIFIER' ? {} : { Session: session }
    return { ChallengeName: name, ChallengeParameters: parameters, ...named }
  }
  const { user, authTime, factors, newPassword } = step
  const overrides = await context.trigger(pool, {
    source: newPassword ? 'TokenGeneration_NewPasswordChallenge' : 'TokenGeneration_Authentication',
    clientId: client.id,
    scopes: sdkScopes,
    user,
    clientMetadata,
  })
  // The trigger took its time; who was disabled meanwhile gets no family that nobody would revoke.
  if (context.users.find(pool.id, user.sub)?.enabled !== true) throw notAuthorized('User is disabled.')
  const detail = { origin: 'sdk', scopes: sdkScopes, authTime, factors } as const
  const { family, refreshToken } = startFamily(context, { pool, client, sub: user.sub }, detail)
  return authenticationResult({
    tokens: await personTokens(context, { pool, client, user, family, overrides }),
    refreshToken,
  })
}
