/**
 * The JSON API that the AWS SDK speaks, POST `/` with `X-Amz-Target: AWSCognitoIdentityProviderService.<operation>`.
 */
import type { Context } from 'hono'
import { type AwsService, answerAwsJson } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { adminOperations } from './admin.ts'
import { clientSecretOperations } from './client-secrets.ts'
import { getClientToken } from './client-token.ts'
import { clientOperations } from './clients.ts'
import { adminInitiateAuth, initiateAuth } from './initiate-auth.ts'
import { keeping } from './kept.ts'
import { listUsers } from './list-users.ts'
import { adminMfaOperations, mfaOperations } from './mfa.ts'
import { operatorOperations } from './operators.ts'
import { adminPasswordOperations, passwordOperations } from './passwords.ts'
import { poolOperations } from './pools.ts'
import { getTokensFromRefreshToken } from './refresh.ts'
import { resourceServerOperations } from './resource-servers.ts'
import { adminRespond, respond } from './respond.ts'
import { selfServiceOperations } from './self-service.ts'
import { sessionConfigurationOperations } from './session-configuration.ts'
import { ownSessionOperations, sessionOperations } from './sessions.ts'
import { invalidParameter } from './shared.ts'

/** The API as a handler. */
export function cognitoApi(context: CognitoContext): (c: Context) => Promise<Response> {
  const service = cognitoService(context)
  return (c) => answerAwsJson(c, service)
}

/** Every operation, once, where its class is: an operation that is missing is refused as unknown. */
export const cognitoService = (context: CognitoContext) =>
  ({
    target: 'AWSCognitoIdentityProviderService',
    signingName: 'cognito-idp',
    signed: keeping(context, {
      ...adminOperations(context),
      ...adminMfaOperations(context),
      ...adminPasswordOperations(context),
      AdminInitiateAuth: adminInitiateAuth(context),
      AdminRespondToAuthChallenge: adminRespond(context),
      ListUsers: listUsers(context),
      ...operatorOperations(context),
      ...poolOperations(context),
      ...clientOperations(context),
      ...clientSecretOperations(context),
      ...sessionOperations(context),
      ...sessionConfigurationOperations(context),
      ...resourceServerOperations(context),
    }),
    // Documented (model: `smithy.api#optionalAuth`): what people and applications call.
    open: {
      InitiateAuth: initiateAuth(context),
      GetClientToken: getClientToken(context),
      GetTokensFromRefreshToken: getTokensFromRefreshToken(context),
      ...mfaOperations(context),
      ...passwordOperations(context),
      RespondToAuthChallenge: respond(context),
      ...selfServiceOperations(context),
      ...ownSessionOperations(context),
    },
    requireSigned: context.requireSigned,
    invalidInput: invalidParameter,
    log: context.log,
  }) satisfies AwsService
