/** Sign-in and refresh through the AWS SDK: `InitiateAuth`, `RespondToAuthChallenge` and their forms for administrators. */
import { z } from 'zod'
import type { Operations } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, notAuthorized, required } from '../errors.ts'
import { type At, answer, begin, type Step } from '../sign-in/index.ts'
import { personTokens, startFamily } from '../tokens/issue.ts'
import { callsOn, checkSecretHash, withTriggerErrors } from './shared.ts'
import { authenticationResult, refreshed } from './tokens.ts'
import { refuseLevels, userAuth } from './user-auth.ts'

/** The scope of every SDK sign-in (documented, aws-facts §A.2; as the trigger sees it inferred, aws-facts §B.3). */
const sdkScopes = ['aws.cognito.signin.user.admin']

const Texts = z.record(z.string(), z.string()).default({})
export type Parameters = z.output<typeof Texts>

const Beginning = { AuthFlow: z.string(), AuthParameters: Texts }
const Response = {
  ChallengeName: z.string(),
  ChallengeResponses: Texts,
  Session: z.string().optional(),
  ClientMetadata: Texts,
}

export function signInOperations(context: CognitoContext) {
  const { application, client } = callsOn(context)
  const initiate =
    (flows: Flows) =>
    (at: At, { AuthFlow, AuthParameters }: z.output<z.ZodObject<typeof Beginning>>) =>
      run(context, at, flows, AuthFlow, AuthParameters)
  const respond = (at: At, input: z.output<z.ZodObject<typeof Response>>) => answerChallenge(context, at, input)
  const open: Operations = {
    InitiateAuth: application(Beginning, initiate(flows)),
    RespondToAuthChallenge: application(Response, respond),
  }
  const signed: Operations = {
    AdminInitiateAuth: client(Beginning, initiate(adminFlows)),
    AdminRespondToAuthChallenge: client(Response, respond),
  }
  return { open, signed }
}

type Flow = (context: CognitoContext, at: At, parameters: Parameters) => Promise<Step | { readonly result: object }>

/** Each flow with what the client must have among its `ExplicitAuthFlows`. */
type Flows = Readonly<Record<string, readonly [allowed: string, run: Flow]>>

const withPassword: Flow = (context, at, parameters) =>
  begin(context, at, {
    username: proven(at, parameters),
    proof: { password: required(parameters, 'PASSWORD') },
  })

const refreshing = ['ALLOW_REFRESH_TOKEN_AUTH', refreshTokens] as const
/** For everybody; others are refused by name. */
const both: Flows = {
  USER_SRP_AUTH: [
    'ALLOW_USER_SRP_AUTH',
    (context, at, parameters) =>
      begin(context, at, { username: proven(at, parameters), proof: { srpA: required(parameters, 'SRP_A') } }),
  ],
  USER_AUTH: [
    'ALLOW_USER_AUTH',
    (context, at, parameters) => userAuth(context, at, proven(at, parameters), parameters),
  ],
  REFRESH_TOKEN_AUTH: refreshing,
  REFRESH_TOKEN: refreshing,
}
const flows: Flows = { USER_PASSWORD_AUTH: ['ALLOW_USER_PASSWORD_AUTH', withPassword], ...both }
/** For administrators (documented, model). */
const adminFlows: Flows = {
  ADMIN_USER_PASSWORD_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', withPassword],
  ADMIN_NO_SRP_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', withPassword],
  ...both,
}

/** The user name, for which the client knows its secret. */
function proven({ client }: At, parameters: Parameters): string {
  const username = required(parameters, 'USERNAME')
  checkSecretHash(client, username, parameters['SECRET_HASH'])
  return username
}

function run(context: CognitoContext, at: At, table: Flows, name: string, parameters: Parameters): Promise<object> {
  const flow = Object.hasOwn(table, name) ? table[name] : undefined
  if (flow === undefined) {
    const emulated = Object.keys(table).filter((each) => each !== 'REFRESH_TOKEN')
    throw invalid(`The local stack does not emulate this \`AuthFlow\` here: take ${emulated.join(', ')}`)
  }
  if (!at.client.authFlows.includes(flow[0])) throw invalid(`${name} flow not enabled for this client`)
  refuseLevels(at, name, parameters)
  return withTriggerErrors(async () => {
    const step = await flow[1](context, at, parameters)
    return 'result' in step ? step.result : answerTo(context, at, step, {})
  })
}

async function refreshTokens(context: CognitoContext, at: At, parameters: Parameters) {
  // Documented (aws-facts §F); the words are ours.
  if (at.client.rotation !== undefined) throw invalid('REFRESH_TOKEN_AUTH is not available with refresh token rotation')
  const result = await refreshed(context, at, required(parameters, 'REFRESH_TOKEN'), ({ sub }) =>
    // The user name in the hash is the sub here: that is what the tokens call the user (general knowledge).
    checkSecretHash(at.client, sub, parameters['SECRET_HASH']),
  )
  return { result: { ChallengeParameters: {}, ...result } }
}

const emulated = ['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED', 'SOFTWARE_TOKEN_MFA', 'MFA_SETUP']

function answerChallenge(
  context: CognitoContext,
  at: At,
  { ChallengeName: name, ChallengeResponses: responses, ...input }: z.output<z.ZodObject<typeof Response>>,
): Promise<object> {
  if (!emulated.includes(name)) {
    throw invalid(`The local stack does not emulate this challenge: it asks ${emulated.join(', ')}`)
  }
  const username = proven(at, responses)
  const session =
    name === 'PASSWORD_VERIFIER'
      ? Buffer.from(required(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'), 'base64').toString()
      : required({ Session: input.Session }, 'Session')
  return withTriggerErrors(async () =>
    answerTo(context, at, await answer(context, at, { name, session, username, responses }), input.ClientMetadata),
  )
}

/**
 * The step in Cognito's form. At the end of a sign-in the trigger runs and tokens are issued.
 *
 * @param clientMetadata reaches the trigger from `RespondToAuthChallenge`, not from `InitiateAuth` (documented, aws-facts §B.3)
 * @throws {TriggerFailure}
 */
async function answerTo(context: CognitoContext, { pool, client }: At, step: Step, clientMetadata: Parameters) {
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
  const tokens = await personTokens(context, { pool, client, user, family, overrides })
  return { ChallengeParameters: {}, ...authenticationResult(tokens, refreshToken) }
}
