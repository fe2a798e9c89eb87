/** App clients (`AWS::Cognito::UserPoolClient`) as rules judge them. */
import type { TemplateClient } from '../deployed/template.ts'
import { madeBefore } from './dependencies.ts'
import { type Found, nameFor, type Reader } from './resources.ts'

const seconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }

/** In seconds. Documented defaults (aws-facts §D.1): units hours, hours, days. What only a deployment knows is endless. */
function lifetime(
  reader: Reader,
  found: Found,
  field: string,
  unitField: string,
  unit: string,
  otherwise: number,
): number {
  if (found.properties[field] === undefined) return otherwise
  const value = reader.number(found, field)
  const units = reader.table(found, 'TokenValidityUnits')
  const factor = seconds[(units === undefined ? undefined : reader.text(found, unitField, units)) ?? unit]
  return value === undefined || factor === undefined ? Number.POSITIVE_INFINITY : value * factor
}

/** The clients of a pool by name, in the template’s order. `servers` are the pool’s resource servers by identifier. */
export function readClients(
  reader: Reader,
  clients: readonly Found[],
  servers: ReadonlyMap<string, Found>,
): Readonly<Record<string, TemplateClient>> {
  const named: Record<string, TemplateClient> = {}
  for (const found of clients) {
    const mark = found.metadata['scopegate:client']
    const name = typeof mark === 'string' ? mark : (reader.text(found, 'ClientName') ?? found.logicalId)
    named[nameFor(named, name, found)] = readClient(reader, found, servers)
  }
  return named
}

function readClient(reader: Reader, found: Found, servers: ReadonlyMap<string, Found>): TemplateClient {
  // Documented: flows, scopes and addresses mean nothing while OAuth is off. Unless it says so, it may be on.
  const stated = found.properties['AllowedOAuthFlowsUserPoolClient']
  const oauth = stated !== undefined && reader.flag(found, 'AllowedOAuthFlowsUserPoolClient') !== false
  const scopes = oauth ? reader.texts(found, 'AllowedOAuthScopes') : []
  return {
    resource: found.place,
    marked: typeof found.metadata['scopegate:client'] === 'string',
    hasSecret: found.properties['GenerateSecret'] !== undefined && reader.flag(found, 'GenerateSecret') !== false,
    flows: oauth ? reader.texts(found, 'AllowedOAuthFlows') : [],
    scopes,
    authFlows: reader.texts(found, 'ExplicitAuthFlows'),
    callbackUrls: reader.texts(found, 'CallbackURLs'),
    logoutUrls: reader.texts(found, 'LogoutURLs'),
    accessTokenSeconds: lifetime(reader, found, 'AccessTokenValidity', 'AccessToken', 'hours', 3600),
    idTokenSeconds: lifetime(reader, found, 'IdTokenValidity', 'IdToken', 'hours', 3600),
    refreshTokenSeconds: lifetime(reader, found, 'RefreshTokenValidity', 'RefreshToken', 'days', 30 * 86_400),
    // Documented: on for clients that say nothing (aws-facts §G).
    tokenRevocation:
      found.properties['EnableTokenRevocation'] === undefined || reader.flag(found, 'EnableTokenRevocation') === true,
    refreshGraceSeconds: refreshGrace(reader, found),
    writeAttributes:
      found.properties['WriteAttributes'] === undefined ? undefined : reader.texts(found, 'WriteAttributes'),
    identityProviders: reader.texts(found, 'SupportedIdentityProviders'),
    defaultRedirectUri: reader.text(found, 'DefaultRedirectURI'),
    marks: { kind: found.metadata['scopegate:kind'], org: found.metadata['scopegate:org'] },
    undeclaredServers: undeclared(found, scopes, servers),
  }
}

/** What only a deployment knows counts as off, which protects least. */
function refreshGrace(reader: Reader, found: Found): number | undefined {
  const rotation = reader.table(found, 'RefreshTokenRotation')
  if (rotation === undefined || reader.text(found, 'Feature', rotation) !== 'ENABLED') return undefined
  if (rotation['RetryGracePeriodSeconds'] === undefined) return 0
  return reader.number(found, 'RetryGracePeriodSeconds', rotation)
}

function undeclared(found: Found, scopes: readonly string[], servers: ReadonlyMap<string, Found>): readonly string[] {
  const first = madeBefore(found)
  // A scope’s name has no slash, an identifier may: the last one parts them. `openid` has none, and no server.
  const named = new Set(scopes.map((scope) => scope.slice(0, Math.max(0, scope.lastIndexOf('/')))))
  return [...named].filter((identifier) => {
    const server = servers.get(identifier)
    return server !== undefined && (server.stack !== found.stack || !first.has(server.logicalId))
  })
}
