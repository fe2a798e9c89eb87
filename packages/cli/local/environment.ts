/**
 * The environment of a running local stack: with it, a process of the system uses the stack's tables and trusts its pools,
 * as the services' functions do there.
 */
import { tableVariable } from '@scopegate/contract'
import type { PoolsVariable, StackFile } from '@scopegate/template'

/** `Object.assign(process.env, localEnvironment(await requireLocalStack('.local')))` */
export function localEnvironment({
  aws,
  pools,
  clients,
  tables,
  authority,
}: StackFile): Readonly<Record<string, string>> {
  const trusted: PoolsVariable = Object.fromEntries(
    Object.entries(pools).map(([pool, { issuer }]) => [
      pool,
      {
        issuer,
        clients: Object.fromEntries(
          Object.entries(clients).flatMap(([name, client]) => (client.pool === pool ? [[client.id, name]] : [])),
        ),
      },
    ]),
  )
  return {
    POOLS: JSON.stringify(trusted),
    ...Object.fromEntries(Object.entries(tables).map(([name, physical]) => [tableVariable(name), physical])),
    ...(authority === undefined ? {} : { NODE_EXTRA_CA_CERTS: authority }),
    DYNAMODB_ENDPOINT: aws.dynamodb,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: aws.cognito,
    AWS_REGION: aws.region,
    AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
  }
}
