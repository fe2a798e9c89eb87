/** HTTP APIs (`AWS::ApiGatewayV2::Api`) with their routes, authorizers and access logs. */
import type { DeployedCors } from '../deployed/shape.ts'
import type { TemplateApi, TemplateAuthorizer, TemplateRoute } from '../deployed/template.ts'
import { constructName, functionsByArn, poolBehindIssuer } from './functions.ts'
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
  const read = new Map(
    reader
      .ofType(type('Authorizer'))
      .map((found) => [found.reference, readAuthorizer(reader, found, poolNames, clientNames)]),
  )
  const targets = readTargets(reader)
  const apis: Record<string, TemplateApi> = {}
  for (const found of reader.ofType(type('Api')).filter((api) => isHttpApi(reader, api))) {
    const mark = found.metadata['scopegate:pool']
    const name = nameFor(apis, typeof mark === 'string' ? mark : (reader.text(found, 'Name') ?? found.logicalId), found)
    const own = (authorizers.get(found.reference) ?? []).flatMap(({ reference }) => read.get(reference) ?? [])
    apis[name] = {
      resource: found.place,
      marked: typeof mark === 'string',
      routes: readRoutes(reader, routes.get(found.reference) ?? [], read, targets),
      authorizers: own,
      audience: [...new Set(own.flatMap(({ audience }) => audience))],
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

function readRoutes(
  reader: Reader,
  routes: readonly Found[],
  authorizers: ReadonlyMap<string, TemplateAuthorizer>,
  targets: ReadonlyMap<string, string>,
) {
  const named: Record<string, TemplateRoute> = {}
  for (const found of routes) {
    const authorizer = reader.text(found, 'AuthorizerId')
    named[nameFor(named, reader.text(found, 'RouteKey') ?? '', found)] = {
      resource: found.place,
      authorization: reader.text(found, 'AuthorizationType') ?? 'NONE',
      scopes: reader.texts(found, 'AuthorizationScopes'),
      tokensOf: authorizer === undefined ? undefined : (authorizers.get(authorizer)?.tokensOf ?? 'unknown'),
      leadsTo: targets.get(reader.text(found, 'Target') ?? ''),
    }
  }
  return named
}

function readAuthorizer(
  reader: Reader,
  found: Found,
  poolNames: ReadonlyMap<string, string>,
  clientNames: ReadonlyMap<string, string>,
): TemplateAuthorizer {
  const jwt = reader.table(found, 'JwtConfiguration') ?? {}
  return {
    resource: found.place,
    type: reader.text(found, 'AuthorizerType'),
    tokensOf: poolBehindIssuer(reader.text(found, 'Issuer', jwt), poolNames),
    audience: reader.texts(found, 'Audience', jwt).map((id) => clientNames.get(id) ?? id),
    identitySources: reader.texts(found, 'IdentitySource'),
  }
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

/** What an integration of ours says. Any other field could send the request elsewhere or change it on its way. */
const plain = new Set([
  'ApiId',
  'IntegrationType',
  'IntegrationUri',
  'PayloadFormatVersion',
  'Description',
  'TimeoutInMillis',
])

/** The function’s name by a route’s `Target`. Only integrations that hand the request on to it as it is. */
function readTargets(reader: Reader): ReadonlyMap<string, string> {
  const functions = functionsByArn(reader)
  // Two functions of one name: nobody knows which is meant.
  const named = Map.groupBy([...functions.values()], (found) => constructName(found))
  const isPlain = (found: Found) =>
    reader.text(found, 'IntegrationType') === 'AWS_PROXY' &&
    Object.keys(found.properties).every((field) => plain.has(field))
  return new Map(
    reader
      .ofType('AWS::ApiGatewayV2::Integration')
      .filter(isPlain)
      .flatMap((found): readonly (readonly [string, string])[] => {
        const target = functions.get(reader.text(found, 'IntegrationUri') ?? '')
        const name = target === undefined ? undefined : constructName(target)
        return name === undefined || named.get(name)?.length !== 1 ? [] : [[`integrations/${found.reference}`, name]]
      }),
  )
}
