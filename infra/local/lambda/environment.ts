/**
 * The environment of a sandbox: what the template gives the function, and what Lambda itself sets (Lambda developer
 * guide, "Defined runtime environment variables"). Nothing of the developer's own environment: an `AWS_PROFILE`
 * of theirs would send a local call to a real account.
 *
 * @module
 */
import type { ResolvedFunction } from '../template/index.ts'

/** Where the look-alikes listen. */
export interface AwsEndpoints {
  readonly dynamodb: string
  readonly cognito: string
  readonly ssm: string
}

export interface LambdaSurroundings {
  readonly region: string
  readonly endpoints: AwsEndpoints
}

/** A variable of the template never replaces one of Lambda's own (documented: they are reserved). */
export function environmentOf(
  { environment, name, memory, assetPath, handler }: ResolvedFunction,
  { region, endpoints }: LambdaSurroundings,
): Record<string, string> {
  return {
    ...environment,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: assetPath,
    _HANDLER: handler,
    TZ: ':UTC',
    // Not secrets: the look-alikes take any, and no real account knows these.
    AWS_ACCESS_KEY_ID: 'AKIALOCALSCOPEGATE00',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    // The SDK would otherwise read the developer's own profile from the home directory, which a thread cannot hide.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoints.cognito,
    AWS_ENDPOINT_URL_SSM: endpoints.ssm,
  }
}
