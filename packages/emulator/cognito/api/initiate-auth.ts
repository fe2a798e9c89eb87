/** `InitiateAuth`: sign-in and refresh through the AWS SDK. */
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { passwordFits } from '../secrets.ts'
import { personTokens, seconds, startFamily } from '../tokens/issue.ts'
import { familyFor, refresh } from '../tokens/refresh.ts'
import { authenticationResult, refreshRefused } from './refresh.ts'
import { checkSecretHash, clientById, invalid, notAuthorized, withTriggerErrors } from './shared.ts'

const Input = z.object({
  AuthFlow: z.string(),
  ClientId: z.string().min(1),
  AuthParameters: z.record(z.string(), z.string()).default({}),
})
type Parameters = z.output<typeof Input>['AuthParameters']

/** The scope of every SDK sign-in (documented, aws-facts §A.2; as the trigger sees it inferred, aws-facts §B.3). */
const sdkScopes = ['aws.cognito.signin.user.admin']

/** USER_PASSWORD_AUTH and REFRESH_TOKEN_AUTH; any other flow is refused by name. */
export const initiateAuth = (context: CognitoContext): Operation =>
  operation(Input, ({ AuthFlow, ClientId, AuthParameters }) => {
    const { pool, client } = clientById(context, ClientId)
    return withTriggerErrors(async () => {
      switch (AuthFlow) {
        case 'USER_PASSWORD_AUTH':
          requireFlow(client, 'ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client')
          return authenticationResult(await signIn(context, pool, client, AuthParameters))
        case 'REFRESH_TOKEN_AUTH':
        case 'REFRESH_TOKEN':
          requireFlow(client, 'ALLOW_REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN_AUTH flow not enabled for this client')
          // Documented (aws-facts §F); the words are ours.
          if (client.rotation !== undefined)
            throw invalid('REFRESH_TOKEN_AUTH is not available with refresh token rotation')
          return authenticationResult(await refreshTokens(context, pool, client, AuthParameters))
        default:
          throw invalid('The local stack does not emulate this `AuthFlow`')
      }
    })
  })

function requireFlow({ authFlows }: ResolvedClient, flow: string, message: string): void {
  if (!authFlows.includes(flow)) throw invalid(message)
}

function required(parameters: Parameters, name: string): string {
  const value = parameters[name]
  if (value === undefined || value === '') throw invalid(`Missing required parameter ${name}`)
  return value
}

async function signIn(context: CognitoContext, pool: ResolvedPool, client: ResolvedClient, parameters: Parameters) {
  const username = required(parameters, 'USERNAME')
  const password = required(parameters, 'PASSWORD')
  checkSecretHash(client, username, parameters['SECRET_HASH'])
  const user = context.users.find(pool.id, username)
  const fits = await passwordFits(password, user?.passwordHash)
  if (user === undefined && !client.preventUserExistenceErrors) {
    throw new AwsError('UserNotFoundException', 'User does not exist.')
  }
  if (user === undefined || !fits) throw notAuthorized('Incorrect username or password.')
  if (!user.enabled) throw notAuthorized('User is disabled.')
  if (user.status !== 'CONFIRMED') {
    // Cognito would answer with the challenge NEW_PASSWORD_REQUIRED, which is not emulated: no token either way.
    throw new AwsError(
      'PasswordResetRequiredException',
      'The local stack does not emulate NEW_PASSWORD_REQUIRED: set a permanent password with AdminSetUserPassword',
    )
  }
  const overrides = await context.trigger(pool, {
    source: 'TokenGeneration_Authentication',
    clientId: client.id,
    scopes: sdkScopes,
    user,
    // Documented (aws-facts §B.3): the ClientMetadata of InitiateAuth does not reach this trigger.
    clientMetadata: {},
  })
  // The trigger took its time; who was disabled meanwhile gets no family that nobody would revoke.
  if (context.users.find(pool.id, user.sub)?.enabled !== true) throw notAuthorized('User is disabled.')
  const detail = { origin: 'sdk', scopes: sdkScopes, authTime: seconds(context), factors: ['password'] } as const
  const { family, refreshToken } = startFamily(context, { pool, client, sub: user.sub }, detail)
  return { tokens: await personTokens(context, { pool, client, user, family, overrides }), refreshToken }
}

async function refreshTokens(
  context: CognitoContext,
  pool: ResolvedPool,
  client: ResolvedClient,
  parameters: Parameters,
) {
  const refreshToken = required(parameters, 'REFRESH_TOKEN')
  const found = familyFor(context, pool, client, refreshToken)
  if (!found.ok) throw refreshRefused(found.reason)
  // The user name in the hash is the sub here: that is what the tokens call the user (general knowledge).
  checkSecretHash(client, found.family.sub, parameters['SECRET_HASH'])
  const refreshed = await refresh(context, { pool, client, refreshToken, family: found.family })
  if (!refreshed.ok) throw refreshRefused(refreshed.reason)
  return refreshed
}
