/** `InitiateAuth` and `AdminInitiateAuth`: sign-in and refresh through the AWS SDK. */
import { z } from 'zod'
import { type Operation, operation } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { type At, begin } from '../sign-in/index.ts'
import { familyFor, refresh } from '../tokens/refresh.ts'
import { answerTo, required } from './auth-answers.ts'
import { authenticationResult, refreshRefused } from './refresh.ts'
import { checkSecretHash, clientById, clientOfPool, invalid, PoolTarget, withTriggerErrors } from './shared.ts'
import { refuseLevels, userAuth } from './user-auth.ts'

const Input = z.object({
  AuthFlow: z.string(),
  ClientId: z.string().min(1),
  AuthParameters: z.record(z.string(), z.string()).default({}),
})
type Parameters = z.output<typeof Input>['AuthParameters']

type Flow = (context: CognitoContext, at: At, parameters: Parameters) => Promise<object>

/** Who proves what, and how. */
const proofs = {
  USER_PASSWORD_AUTH: (parameters: Parameters) => ({ password: required(parameters, 'PASSWORD') }),
  USER_SRP_AUTH: (parameters: Parameters) => ({ srpA: required(parameters, 'SRP_A') }),
}

const signIn =
  (proof: keyof typeof proofs): Flow =>
  async (context, at, parameters) => {
    const username = required(parameters, 'USERNAME')
    checkSecretHash(at.client, username, parameters['SECRET_HASH'])
    return answerTo(context, at, await begin(context, at, { username, proof: proofs[proof](parameters) }), {})
  }

/** Each flow with what the client must have among its `ExplicitAuthFlows`. */
interface FlowSpec {
  readonly allowed: string
  readonly run: Flow
}

const refreshing: FlowSpec = { allowed: 'ALLOW_REFRESH_TOKEN_AUTH', run: refreshTokens }
const forAdministrators: FlowSpec = { allowed: 'ALLOW_ADMIN_USER_PASSWORD_AUTH', run: signIn('USER_PASSWORD_AUTH') }
const choice: FlowSpec = { allowed: 'ALLOW_USER_AUTH', run: userAuth }
const srp: FlowSpec = { allowed: 'ALLOW_USER_SRP_AUTH', run: signIn('USER_SRP_AUTH') }

/** For everybody; others are refused by name. */
const flows: Readonly<Record<string, FlowSpec>> = {
  USER_PASSWORD_AUTH: { allowed: 'ALLOW_USER_PASSWORD_AUTH', run: signIn('USER_PASSWORD_AUTH') },
  USER_SRP_AUTH: srp,
  USER_AUTH: choice,
  REFRESH_TOKEN_AUTH: refreshing,
  REFRESH_TOKEN: refreshing,
}

/** For administrators (documented, model). */
const adminFlows: Readonly<Record<string, FlowSpec>> = {
  ADMIN_USER_PASSWORD_AUTH: forAdministrators,
  ADMIN_NO_SRP_AUTH: forAdministrators,
  USER_SRP_AUTH: srp,
  USER_AUTH: choice,
  REFRESH_TOKEN_AUTH: refreshing,
  REFRESH_TOKEN: refreshing,
}

export const initiateAuth = (context: CognitoContext): Operation =>
  operation(Input, ({ AuthFlow, ClientId, AuthParameters }) =>
    run(context, clientById(context, ClientId), flows, AuthFlow, AuthParameters),
  )

export const adminInitiateAuth = (context: CognitoContext): Operation =>
  operation(Input.extend(PoolTarget.shape), ({ UserPoolId, AuthFlow, ClientId, AuthParameters }) =>
    run(context, clientOfPool(context, UserPoolId, ClientId), adminFlows, AuthFlow, AuthParameters),
  )

function run(
  context: CognitoContext,
  at: At,
  table: Readonly<Record<string, FlowSpec>>,
  name: string,
  parameters: Parameters,
): Promise<object> {
  const flow = Object.hasOwn(table, name) ? table[name] : undefined
  if (flow === undefined) {
    const emulated = Object.keys(table).filter((each) => each !== 'REFRESH_TOKEN')
    throw invalid(`The local stack does not emulate this \`AuthFlow\` here: take ${emulated.join(', ')}`)
  }
  if (!at.client.authFlows.includes(flow.allowed)) throw invalid(`${name} flow not enabled for this client`)
  refuseLevels(at, name, parameters)
  return withTriggerErrors(() => flow.run(context, at, parameters))
}

async function refreshTokens(context: CognitoContext, { pool, client }: At, parameters: Parameters) {
  // Documented (aws-facts §F); the words are ours.
  if (client.rotation !== undefined) throw invalid('REFRESH_TOKEN_AUTH is not available with refresh token rotation')
  const refreshToken = required(parameters, 'REFRESH_TOKEN')
  const found = familyFor(context, pool, client, refreshToken)
  if (!found.ok) throw refreshRefused(found.reason)
  // The user name in the hash is the sub here: that is what the tokens call the user (general knowledge).
  checkSecretHash(client, found.family.sub, parameters['SECRET_HASH'])
  const refreshed = await refresh(context, { pool, client, refreshToken, family: found.family })
  if (!refreshed.ok) throw refreshRefused(refreshed.reason)
  return authenticationResult(refreshed)
}
