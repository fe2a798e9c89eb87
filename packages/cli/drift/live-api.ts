/** An HTTP API as it is now. */
import {
  type Authorizer,
  type Cors,
  GetApiCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Integration,
  type Route,
  type Stage,
} from '@aws-sdk/client-apigatewayv2'
import type { DeployedApi, DeployedCors, DeployedRoute } from '@scopegate/analysis/deployed/shape'
import { askAbout } from '../aws/ask.ts'
import { allPages } from '../aws/pages.ts'
import type { Session } from '../aws/session.ts'
import type { Fact } from './members.ts'

/** An authorizer of any kind; one that is not for JWTs has neither issuer nor audience. */
export interface LiveAuthorizer {
  readonly id: string
  /** `JWT`, or `REQUEST` for a Lambda function. */
  readonly type: string
  readonly issuer: string
  /** The pool whose tokens it takes; `unknown` for an issuer that is no pool of ours. */
  readonly tokensOf: string
  /** Ids of app clients. */
  readonly audience: readonly string[]
}

/** An API with what the common form of a deployment has no place for. */
export interface LiveApi {
  readonly id: string
  readonly api: DeployedApi
  /** By route key. */
  readonly routeIds: ReadonlyMap<string, string>
  /** By route key: `integrations/a1b2c3`; absent for a route that leads nowhere. */
  readonly routeTargets: ReadonlyMap<string, string>
  readonly authorizers: readonly LiveAuthorizer[]
  /** All that API Gateway says, of the API and its parts. */
  readonly facts: readonly Omit<Fact, 'where'>[]
}

/** What the API's parts are called in the catalog. */
export interface Names {
  /** The pool of an issuer; `undefined` for one that is none of ours. */
  readonly poolOf: (issuer: string) => string | undefined
  readonly clients: ReadonlyMap<string, string>
}

/** `undefined` when there is no such API. @throws {Failure} */
export async function liveApi(session: Session, id: string, names: Names): Promise<LiveApi | undefined> {
  const { apigateway } = session
  // One IAM action for all that is read of an API.
  const read = 'apigateway:GET'
  const api = await askAbout(session, read, () => apigateway.send(new GetApiCommand({ ApiId: id })))
  if (api === undefined) return undefined
  const list = <Item>(
    page: (input: { readonly ApiId: string; readonly NextToken: string | undefined }) => Promise<Items<Item>>,
  ) =>
    allPages<Item>(async (NextToken) => {
      const answer = await askAbout(session, read, () => page({ ApiId: id, NextToken }))
      return answer && { items: answer.Items, next: answer.NextToken }
    })
  const routes = await list<Route>((input) => apigateway.send(new GetRoutesCommand(input)))
  const listed = await list<Authorizer>((input) => apigateway.send(new GetAuthorizersCommand(input)))
  const integrations = await list<Integration>((input) => apigateway.send(new GetIntegrationsCommand(input)))
  const stages = await list<Stage>((input) => apigateway.send(new GetStagesCommand(input)))
  const authorizers = (listed ?? []).map((each) => authorizerOf(each, names))
  const tokensOf = new Map(authorizers.map((each) => [each.id, each.tokensOf]))
  const clients = new Set(authorizers.flatMap(({ audience }) => audience))
  return {
    id,
    api: {
      routes: Object.fromEntries((routes ?? []).map((route) => [route.RouteKey ?? '', routeOf(route, tokensOf)])),
      audience: [...clients].map((client) => names.clients.get(client) ?? client),
      cors: corsOf(api.CorsConfiguration),
    },
    routeIds: new Map((routes ?? []).map(({ RouteKey = '', RouteId = '' }) => [RouteKey, RouteId])),
    routeTargets: new Map(
      (routes ?? []).flatMap(({ RouteKey = '', Target }) => (Target === undefined ? [] : [[RouteKey, Target]])),
    ),
    authorizers,
    facts: [
      { thing: 'api', id, said: api },
      ...(integrations ?? []).map((said) => ({
        thing: 'integration' as const,
        id: said.IntegrationId ?? '',
        of: id,
        said,
      })),
      ...(stages ?? []).map((said) => ({ thing: 'stage' as const, id: said.StageName ?? '', of: id, said })),
      ...(listed ?? []).map((said) => ({ thing: 'authorizer' as const, id: said.AuthorizerId ?? '', of: id, said })),
    ],
  }
}

interface Items<Item> {
  readonly Items?: Item[] | undefined
  readonly NextToken?: string | undefined
}

function authorizerOf(authorizer: Authorizer, { poolOf }: Names): LiveAuthorizer {
  const { AuthorizerId: id = '', AuthorizerType: type, JwtConfiguration: jwt } = authorizer
  const issuer = jwt?.Issuer ?? ''
  return { id, type: type ?? 'unknown', issuer, tokensOf: poolOf(issuer) ?? 'unknown', audience: jwt?.Audience ?? [] }
}

/** A route that says nothing is open to everyone (documented, aws-facts §I.17). */
const routeOf = (
  { AuthorizationType = 'NONE', AuthorizationScopes = [], AuthorizerId }: Route,
  tokensOf: ReadonlyMap<string, string>,
): DeployedRoute => ({
  authorization: AuthorizationType,
  scopes: AuthorizationScopes,
  tokensOf: AuthorizationType === 'NONE' ? undefined : tokensOf.get(AuthorizerId ?? ''),
})

function corsOf(cors: Cors | undefined): DeployedCors | undefined {
  if (cors === undefined) return undefined
  const { AllowOrigins = [], AllowMethods = [], AllowHeaders = [], AllowCredentials = false } = cors
  return {
    origins: AllowOrigins,
    methods: AllowMethods,
    // Names of headers mean the same in either case.
    headers: AllowHeaders.map((name) => name.toLowerCase()),
    credentials: AllowCredentials,
  }
}
