/**
 * The environment of `services/server.ts` beside a running local stack: the very variables that the template gives the
 * services' functions, and the addresses of the emulators.
 */
import type { LocalStack } from '@scopegate/emulator'

/** All services in one process need what each of their functions needs. */
export function servicesVariables({ file, resolved }: LocalStack): Record<string, string> {
  const services = resolved.functions.filter(({ environment }) => Object.hasOwn(environment, 'POOLS'))
  return {
    ...Object.fromEntries(services.flatMap(({ environment }) => Object.entries(environment))),
    AWS_REGION: file.aws.region,
    AWS_ACCESS_KEY_ID: file.aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: file.aws.credentials.secretAccessKey,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: file.aws.cognito,
    DYNAMODB_ENDPOINT: file.aws.dynamodb,
  }
}
