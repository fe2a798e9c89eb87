/** `RespondToAuthChallenge` and `AdminRespondToAuthChallenge`. */
import { z } from 'zod'
import { type Operation, operation } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { type At, answer } from '../sign-in/index.ts'
import { answerTo, required } from './auth-answers.ts'
import { checkSecretHash, clientById, clientOfPool, invalid, PoolTarget, withTriggerErrors } from './shared.ts'

const Input = z.object({
  ClientId: z.string().min(1),
  ChallengeName: z.string(),
  ChallengeResponses: z.record(z.string(), z.string()).default({}),
  Session: z.string().optional(),
  ClientMetadata: z.record(z.string(), z.string()).default({}),
})
type Responses = z.output<typeof Input>

const emulated = ['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED', 'SOFTWARE_TOKEN_MFA', 'MFA_SETUP']

export const respond = (context: CognitoContext): Operation =>
  operation(Input, (input) => run(context, clientById(context, input.ClientId), input))

export const adminRespond = (context: CognitoContext): Operation =>
  operation(Input.extend(PoolTarget.shape), (input) =>
    run(context, clientOfPool(context, input.UserPoolId, input.ClientId), input),
  )

async function run(context: CognitoContext, at: At, input: Responses): Promise<object> {
  const { ChallengeName: name, ChallengeResponses: responses, ClientMetadata } = input
  if (!emulated.includes(name)) {
    throw invalid(`The local stack does not emulate this challenge: it asks ${emulated.join(', ')}`)
  }
  const username = required(responses, 'USERNAME')
  checkSecretHash(at.client, username, responses['SECRET_HASH'])
  const session =
    name === 'PASSWORD_VERIFIER'
      ? Buffer.from(required(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'), 'base64').toString()
      : (input.Session ?? '')
  if (session === '') throw invalid('Missing required parameter Session')
  return withTriggerErrors(async () =>
    answerTo(context, at, await answer(context, at, { name, session, username, responses }), ClientMetadata),
  )
}
