/**
 * The JSON API that the AWS SDK speaks, POST `/` with `X-Amz-Target: AWSCognitoIdentityProviderService.<operation>`.
 */
import type { Context } from 'hono'
import { answerAwsJson, type Operation, requireAdministrator } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { adminOperations } from './admin.ts'
import { clientSecretOperations } from './client-secrets.ts'
import { getClientToken } from './client-token.ts'
import { clientOperations } from './clients.ts'
import { adminInitiateAuth, initiateAuth } from './initiate-auth.ts'
import { listUsers } from './list-users.ts'
import { adminMfaOperations, mfaOperations } from './mfa.ts'
import { adminPasswordOperations, passwordOperations } from './passwords.ts'
import { poolOperations } from './pools.ts'
import { getTokensFromRefreshToken } from './refresh.ts'
import { resourceServerOperations } from './resource-servers.ts'
import { adminRespond, respond } from './respond.ts'
import { selfServiceOperations } from './self-service.ts'
import { sessionConfigurationOperations } from './session-configuration.ts'
import { ownSessionOperations, sessionOperations } from './sessions.ts'
import { invalidParameter } from './shared.ts'

/** The API as a handler. An operation that is missing here is refused as unknown, never answered with success. */
export function cognitoApi(context: CognitoContext): (c: Context) => Promise<Response> {
  const admin = {
    ...adminOperations(context),
    ...adminMfaOperations(context),
    ...adminPasswordOperations(context),
    AdminInitiateAuth: adminInitiateAuth(context),
    AdminRespondToAuthChallenge: adminRespond(context),
    ListUsers: listUsers(context),
    ...poolOperations(context),
    ...clientOperations(context),
    ...clientSecretOperations(context),
    ...sessionOperations(context),
    ...sessionConfigurationOperations(context),
    ...resourceServerOperations(context),
  }
  const operations: Readonly<Record<string, Operation>> = {
    InitiateAuth: initiateAuth(context),
    GetClientToken: getClientToken(context),
    GetTokensFromRefreshToken: getTokensFromRefreshToken(context),
    ...mfaOperations(context),
    ...passwordOperations(context),
    RespondToAuthChallenge: respond(context),
    ...selfServiceOperations(context),
    ...ownSessionOperations(context),
    ...Object.fromEntries(Object.entries<Operation>(admin).map(([name, run]) => [name, forAdministrators(run)])),
  }
  const service = {
    target: 'AWSCognitoIdentityProviderService',
    operations,
    invalidInput: invalidParameter,
    log: context.log,
  }
  return (c) => answerAwsJson(c, service)
}

/** An operation that takes AWS credentials. */
const forAdministrators =
  (run: Operation): Operation =>
  (input, request) => {
    requireAdministrator(request)
    return run(input, request)
  }
