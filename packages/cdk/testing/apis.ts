/** The HTTP APIs of a template, by the pool whose tokens they take. */
import { ofType, only, type Resource, referencesIn, type Template } from './template.ts'

export interface ApiProperties {
  readonly Name: string
  readonly ProtocolType: string
  readonly CorsConfiguration?: {
    readonly AllowOrigins?: readonly string[]
    readonly AllowMethods?: readonly string[]
    readonly AllowHeaders?: readonly string[]
    readonly ExposeHeaders?: readonly string[]
    readonly AllowCredentials?: boolean
  }
}

interface OfApi {
  readonly ApiId: unknown
}

export interface RouteProperties extends OfApi {
  readonly RouteKey: string
  readonly AuthorizationType?: string
  readonly AuthorizationScopes?: readonly unknown[]
  readonly AuthorizerId?: unknown
  readonly Target: unknown
}

export interface AuthorizerProperties extends OfApi {
  readonly AuthorizerType: string
  readonly IdentitySource: readonly string[]
  readonly JwtConfiguration: { readonly Audience: readonly unknown[]; readonly Issuer: unknown }
}

export interface StageProperties extends OfApi {
  readonly StageName: string
  readonly AutoDeploy?: boolean
  readonly DefaultRouteSettings?: Readonly<Record<string, number>>
  readonly AccessLogSettings?: { readonly Format: string; readonly DestinationArn: unknown }
}

export const apisIn = (template: Template) => ofType<ApiProperties>(template, 'AWS::ApiGatewayV2::Api')

/** The API of that pool. */
export const apiIn = (template: Template, pool: string): Resource<ApiProperties> =>
  only(
    apisIn(template).filter(({ Properties }) => Properties.Name === `${pool}-api`),
    `API of ${pool}`,
  )

const ofApi = <P extends OfApi>(template: Template, type: string, api: Resource): readonly Resource<P>[] =>
  ofType<P>(template, type).filter(({ Properties }) => referencesIn(Properties.ApiId).has(api.id))

export const routesOf = (template: Template, api: Resource) =>
  ofApi<RouteProperties>(template, 'AWS::ApiGatewayV2::Route', api)

export const authorizersOf = (template: Template, api: Resource) =>
  ofApi<AuthorizerProperties>(template, 'AWS::ApiGatewayV2::Authorizer', api)

export const stagesOf = (template: Template, api: Resource) =>
  ofApi<StageProperties>(template, 'AWS::ApiGatewayV2::Stage', api)
