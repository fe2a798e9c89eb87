/**
 * HTTP APIs (`AWS::ApiGatewayV2::Api`) with their routes, integrations and JWT authorizers.
 *
 * Nothing is taken for granted: an authorization type, an integration or an authorizer that is not emulated stops the
 * start, because ignoring it could open a route.
 */
import { TemplateError } from '@scopegate/template'
import { z } from 'zod'
import type { ResolvedApi } from '../model.ts'
import { cfnBoolean, cfnNumber, type Found, type Reader } from '../reader.ts'

const names = z.array(z.string())

const Cors = z.object({
  AllowOrigins: names.default([]),
  AllowMethods: names.default([]),
  AllowHeaders: names.default([]),
  ExposeHeaders: names.default([]),
  AllowCredentials: cfnBoolean.default(false),
  MaxAge: cfnNumber.optional(),
})

const Api = z.object({ Name: z.string(), ProtocolType: z.literal('HTTP'), CorsConfiguration: Cors.optional() })
const ApiMetadata = z.object({ 'scopegate:pool': z.string() })

const Route = z.object({
  ApiId: z.string(),
  RouteKey: z.string().regex(/^(\$default|[A-Z]+ \/.*)$/),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: names.default([]),
  Target: z.string().regex(/^integrations\//),
})

const Integration = z.object({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  // The event of format 1.0 is another one.
  PayloadFormatVersion: z.literal('2.0'),
})

const Authorizer = z.object({
  ApiId: z.string(),
  AuthorizerType: z.literal('JWT'),
  Name: z.string(),
  IdentitySource: z.array(z.string().regex(/^\$request\.(header|querystring)\.[\w-]+$/)).length(1),
  JwtConfiguration: z.object({ Audience: names.min(1), Issuer: z.string() }),
})

const Stage = z.object({
  ApiId: z.string(),
  // A deployment of its own stands behind any other.
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
  DefaultRouteSettings: z
    .object({ ThrottlingRateLimit: z.coerce.number().optional(), ThrottlingBurstLimit: cfnNumber.optional() })
    .prefault({}),
})

/** All HTTP APIs, in template order. */
export function apisOf(reader: Reader): readonly ResolvedApi[] {
  const parts = ['Route', 'Integration', 'Authorizer', 'Stage'].map((part) => `AWS::ApiGatewayV2::${part}`)
  reader.checkOwners(parts, 'ApiId', 'AWS::ApiGatewayV2::Api')
  return reader.ofType('AWS::ApiGatewayV2::Api').map((found) => apiOf(reader, found))
}

function apiOf(reader: Reader, found: Found): ResolvedApi {
  const { CorsConfiguration, Name } = reader.properties(found, Api)
  const id = reader.ref(found)
  return {
    logicalId: found.logicalId,
    id,
    name: reader.metadata(found, ApiMetadata)['scopegate:pool'],
    title: Name,
    routes: reader
      .ofType('AWS::ApiGatewayV2::Route')
      .filter((route) => reader.properties(route, Route).ApiId === id)
      .map((route) => routeOf(reader, route)),
    authorizers: Object.fromEntries(
      reader
        .ofType('AWS::ApiGatewayV2::Authorizer')
        .filter((authorizer) => reader.properties(authorizer, Authorizer).ApiId === id)
        .map((authorizer) => [reader.ref(authorizer), authorizerOf(reader, authorizer)]),
    ),
    cors: CorsConfiguration === undefined ? undefined : corsOf(CorsConfiguration),
    throttle: throttleOf(reader, found, id),
  }
}

export function throttleOf(reader: Reader, found: Found, id: string) {
  const stage = reader
    .ofType('AWS::ApiGatewayV2::Stage')
    .map((each) => reader.properties(each, Stage))
    .find(({ ApiId }) => ApiId === id)
  // Without one nothing answers on AWS.
  if (stage === undefined) throw new TemplateError(reader.place(found, 'Stage'), 'the API needs a stage `$default`')
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = stage.DefaultRouteSettings
  return rate === undefined || burst === undefined ? undefined : { rate, burst }
}

export function routeOf(reader: Reader, found: Found) {
  const route = reader.properties(found, Route)
  const target = reader.place(found, 'Properties.Target')
  const integration = reader.owner('AWS::ApiGatewayV2::Integration', route.Target.slice('integrations/'.length), target)
  const uri = reader.place(integration, 'Properties.IntegrationUri')
  const { IntegrationUri, ApiId } = reader.properties(integration, Integration)
  if (ApiId !== route.ApiId) throw new TemplateError(target, 'the integration belongs to another API')
  return {
    id: reader.ref(found),
    /** The id of the integration that calls the function. */
    integration: route.Target.slice('integrations/'.length),
    ...routeParts(route.RouteKey),
    /** Any of them opens the route. Empty: none is asked for. */
    scopes: route.AuthorizationScopes,
    /** The authorizer's id; `undefined` for a route that is open to everyone. */
    authorizer: routeAuthorizer(reader, found, route),
    functionLogicalId: reader.owner('AWS::Lambda::Function', IntegrationUri, uri, 'Arn').logicalId,
  }
}

/** What a route's key says: the method in upper case or `ANY`, the path with a leading slash or `$default` for the catch-all. */
export function routeParts(key: string) {
  const [method = '', path = ''] = key === '$default' ? ['ANY', '$default'] : key.split(' ')
  return { key, method, path }
}

function routeAuthorizer(reader: Reader, found: Found, route: z.output<typeof Route>): string | undefined {
  const { AuthorizationType, AuthorizationScopes, AuthorizerId } = route
  if (AuthorizationType === 'NONE') {
    if (AuthorizationScopes.length === 0) return undefined
    // AWS refuses the deployment: "Authorization Scopes are only valid for … JWT" (aws-facts §I.10).
    const place = reader.place(found, 'Properties.AuthorizationScopes')
    throw new TemplateError(place, 'scopes need the authorization type `JWT`')
  }
  const place = reader.place(found, 'Properties.AuthorizerId')
  if (AuthorizerId === undefined) throw new TemplateError(place, 'the authorization type `JWT` needs an authorizer')
  const authorizer = reader.owner('AWS::ApiGatewayV2::Authorizer', AuthorizerId, place)
  if (reader.properties(authorizer, Authorizer).ApiId === route.ApiId) return AuthorizerId
  throw new TemplateError(place, 'the authorizer belongs to another API')
}

export function authorizerOf(reader: Reader, found: Found) {
  const { JwtConfiguration, IdentitySource, Name } = reader.properties(found, Authorizer)
  const issuer = reader.localIssuers(JwtConfiguration.Issuer)
  if (!issuer.startsWith(`${reader.ids.cognitoUrl}/`)) {
    const place = reader.place(found, 'Properties.JwtConfiguration.Issuer')
    throw new TemplateError(place, 'it is the issuer of no user pool of the template')
  }
  return {
    title: Name,
    /** That tokens must name: the local one where the template names AWS's. */
    issuer,
    audience: JwtConfiguration.Audience,
    /** `$request.header.<name>` or `$request.querystring.<name>`. */
    identitySource: IdentitySource[0] ?? '',
  }
}

export const corsOf = (cors: z.output<typeof Cors>) => ({
  allowOrigins: cors.AllowOrigins,
  allowMethods: cors.AllowMethods,
  allowHeaders: cors.AllowHeaders,
  exposeHeaders: cors.ExposeHeaders,
  allowCredentials: cors.AllowCredentials,
  maxAge: cors.MaxAge,
})
