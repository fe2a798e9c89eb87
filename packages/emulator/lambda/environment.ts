/**
 * The environment of a sandbox: what the template gives the function, and what Lambda itself sets (Lambda developer
 * guide, "Defined runtime environment variables"). Nothing of the developer's own environment: an `AWS_PROFILE`
 * of theirs would send a local call to a real account. The one exception is asked for: with a `DYNAMODB_ENDPOINT` that is
 * elsewhere, the functions with tables are the developer, to it and to the local stack.
 */
import type { DatabaseAccess } from '../dynamodb/index.ts'
import { nowhere, type ResolvedFunction } from '../template/index.ts'

/** Where the emulated services listen. */
export interface AwsEndpoints {
  readonly dynamodb: string
  readonly cognito: string
  readonly ssm: string
}

/** With whom the functions sign: the stack's key. */
export interface LambdaSurroundings extends DatabaseAccess {
  /** The file of the authority that signs for the endpoints, where they have TLS. */
  readonly authority?: string | undefined
  readonly endpoints: AwsEndpoints
  /** Who the functions are to DynamoDB. */
  readonly database: DatabaseAccess & {
    /** The tables' names. A function that the template tells none of them signs with the stack's key. */
    readonly tables: readonly string[]
  }
}

/** A variable of the template never replaces one of Lambda's own (documented: they are reserved). */
export function environmentOf(
  { environment, name, memory, assetPath, handler }: ResolvedFunction,
  { region, credentials, endpoints, database, authority }: LambdaSurroundings,
): Record<string, string> {
  const isOfDatabase = Object.values(environment).some((value) => database.tables.includes(value))
  const who: DatabaseAccess = isOfDatabase ? database : { region, credentials }
  return {
    ...environment,
    AWS_REGION: who.region,
    AWS_DEFAULT_REGION: who.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: assetPath,
    ...(authority === undefined ? {} : { NODE_EXTRA_CA_CERTS: authority }),
    _HANDLER: handler,
    TZ: ':UTC',
    // The SDK has one set for all services.
    AWS_ACCESS_KEY_ID: who.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: who.credentials.secretAccessKey,
    // Keys that last come without one, and an empty one would be sent.
    ...(who.credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: who.credentials.sessionToken }),
    // The SDK would otherwise read the developer's own profile from the home directory, which a thread cannot hide.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    // Of every service that is not emulated: no call of a function leaves this machine.
    AWS_ENDPOINT_URL: nowhere,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoints.cognito,
    AWS_ENDPOINT_URL_SSM: endpoints.ssm,
  }
}
