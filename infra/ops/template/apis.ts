/**
 * HTTP APIs (`AWS::ApiGatewayV2::Api`) with their routes, authorizers and access logs.
 *
 * @module
 */
import type { DeployedCors } from '@scopegate/scopes/deployed'
import type { TemplateApi, TemplateAuthorizer, TemplateRoute } from '@scopegate/scopes/deployed/template'
import { poolBehindIssuer } from './issuer.ts'
import { type Found, nameFor, type Reader } from './resources.ts'

const type = (part: string) => `AWS::ApiGatewayV2::${part}`

export const isHttpApi = (reader: Reader, found: Found): boolean => reader.text(found, 'ProtocolType') === 'HTTP'

/** @param poolNames what to call a pool, by the reference to it; `clientNames` the same for clients */
export function readApis(
  reader: Reader,
  poolNames: ReadonlyMap<string, string>,
  clientNames: ReadonlyMap<string, string>,
): Readonly<Record<string, TemplateApi>> {
  const part = (name: string) => Map.groupBy(reader.ofType(type(name)), (found) => reader.text(found, 'ApiId') ?? '')
  const [routes, authorizers, stages] = [part('Route'), part('Authorizer'), part('Stage')]
  const tokensOf = new Map(
    reader.ofType(type('Authorizer')).map((found) => [found.reference, poolBehind(reader, found, poolNames)]),
  )
  const apis: Record<string, TemplateApi> = {}
  for (const found of reader.ofType(type('Api')).filter((api) => isHttpApi(reader, api))) {
    const mark = found.metadata['scopegate:pool']
    const name = nameFor(apis, typeof mark === 'string' ? mark : (reader.text(found, 'Name') ?? found.logicalId), found)
    const own = authorizers.get(found.reference) ?? []
    apis[name] = {
      resource: found.place,
      marked: typeof mark === 'string',
      routes: readRoutes(reader, routes.get(found.reference) ?? [], tokensOf),
      authorizers: own.map((each) => readAuthorizer(reader, each)),
      audience: [...new Set(own.flatMap((each) => audienceOf(reader, each, clientNames)))],
      cors: readCors(reader, found),
      accessLogs: (stages.get(found.reference) ?? []).flatMap((stage) => {
        const settings = reader.table(stage, 'AccessLogSettings')
        const format = settings === undefined ? undefined : reader.text(stage, 'Format', settings)
        return format === undefined ? [] : [{ resource: stage.place, format }]
      }),
    }
  }
  return apis
}

function poolBehind(reader: Reader, found: Found, poolNames: ReadonlyMap<string, string>): string {
  const jwt = reader.table(found, 'JwtConfiguration')
  return poolBehindIssuer(jwt === undefined ? undefined : reader.text(found, 'Issuer', jwt), poolNames)
}

function readRoutes(reader: Reader, routes: readonly Found[], tokensOf: ReadonlyMap<string, string>) {
  const named: Record<string, TemplateRoute> = {}
  for (const found of routes) {
    const authorizer = reader.text(found, 'AuthorizerId')
    named[nameFor(named, reader.text(found, 'RouteKey') ?? '', found)] = {
      resource: found.place,
      authorization: reader.text(found, 'AuthorizationType') ?? 'NONE',
      scopes: reader.texts(found, 'AuthorizationScopes'),
      tokensOf: authorizer === undefined ? undefined : (tokensOf.get(authorizer) ?? 'unknown'),
    }
  }
  return named
}

const readAuthorizer = (reader: Reader, found: Found): TemplateAuthorizer => ({
  resource: found.place,
  identitySources: reader.texts(found, 'IdentitySource'),
})

function audienceOf(reader: Reader, found: Found, clientNames: ReadonlyMap<string, string>): readonly string[] {
  const jwt = reader.table(found, 'JwtConfiguration')
  return jwt === undefined ? [] : reader.texts(found, 'Audience', jwt).map((id) => clientNames.get(id) ?? id)
}

function readCors(reader: Reader, found: Found): DeployedCors | undefined {
  const cors = reader.table(found, 'CorsConfiguration')
  if (cors === undefined) return undefined
  return {
    origins: reader.texts(found, 'AllowOrigins', cors),
    methods: reader.texts(found, 'AllowMethods', cors),
    headers: reader.texts(found, 'AllowHeaders', cors),
    credentials: cors['AllowCredentials'] !== undefined && reader.flag(found, 'AllowCredentials', cors) !== false,
  }
}
