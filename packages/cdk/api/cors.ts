/** Which pages may call a pool's API from a browser: those of the pool's browser clients, and no other. */
import { addressesOf, type ContractIndex, clientKinds, type Method } from '@scopegate/contract'
import { Duration } from 'aws-cdk-lib'
import { CorsHttpMethod, type CorsPreflightOptions } from 'aws-cdk-lib/aws-apigatewayv2'

const corsMethods: Readonly<Record<Method, CorsHttpMethod>> = {
  GET: CorsHttpMethod.GET,
  POST: CorsHttpMethod.POST,
  PUT: CorsHttpMethod.PUT,
  PATCH: CorsHttpMethod.PATCH,
  DELETE: CorsHttpMethod.DELETE,
}

/** The origins of the redirect addresses of the pool's browser clients, each once. */
const originsOf = ({ clients }: ContractIndex, pool: string): readonly string[] => [
  ...new Set(
    clients
      .filter((client) => client.pool === pool && clientKinds[client.kind].callsFromPages)
      .flatMap((client) => addressesOf(client).redirectUris)
      .map((uri) => new URL(uri).origin),
  ),
]

/** `undefined` for a pool without browsers: its API then answers no preflight at all. */
export function corsOf(index: ContractIndex, pool: string): CorsPreflightOptions | undefined {
  const allowOrigins = [...originsOf(index, pool)]
  if (allowOrigins.length === 0) return undefined
  const methods = new Set<Method>(index.operationsOf(pool).map(({ operation }) => operation.method))
  return {
    allowOrigins,
    allowMethods: [...methods].sort().map((method) => corsMethods[method]),
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
    exposeHeaders: [
      'allow',
      'etag',
      'idempotency-replayed',
      'location',
      'retry-after',
      'www-authenticate',
      'x-amzn-remapped-www-authenticate',
      'x-request-id',
    ],
    // A bearer token is sent by the page itself: no cookie of the API has a meaning.
    allowCredentials: false,
    maxAge: Duration.hours(1),
  }
}
