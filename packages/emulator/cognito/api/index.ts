/**
 * The JSON API that the AWS SDK speaks, POST `/` with `X-Amz-Target: AWSCognitoIdentityProviderService.<operation>`.
 */
import type { AwsService } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { invalidParameter } from '../errors.ts'
import { accountOperations } from './account.ts'
import { clientOperations } from './clients.ts'
import { keeping } from './kept.ts'
import { enrolmentOperations } from './mfa.ts'
import { poolOperations } from './pools.ts'
import { sessionOperations } from './sessions.ts'
import { signInOperations } from './sign-in.ts'
import { tokenOperations } from './tokens.ts'
import { userOperations } from './users.ts'

/** Every operation, once, where its class is: an operation that is missing is refused as unknown. */
export function cognitoService(context: CognitoContext) {
  const [signIn, sessions] = [signInOperations(context), sessionOperations(context)]
  return {
    target: 'AWSCognitoIdentityProviderService',
    signingName: 'cognito-idp',
    signed: keeping(context, {
      ...userOperations(context),
      ...signIn.signed,
      ...poolOperations(context),
      ...clientOperations(context),
      ...sessions.signed,
    }),
    // Documented (model: `smithy.api#optionalAuth`): what people and applications call.
    open: {
      ...signIn.open,
      ...tokenOperations(context),
      ...enrolmentOperations(context),
      ...accountOperations(context),
      ...sessions.open,
    },
    requireSigned: context.requireSigned,
    invalidInput: invalidParameter,
    log: context.log,
  } satisfies AwsService
}
