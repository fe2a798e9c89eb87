/** User pools (`AWS::Cognito::UserPool`) with the resource servers and app clients that hang on them. */
import { isTable } from '@scopegate/template'
import type { TemplateAttribute, TemplatePool, TemplateResourceServer } from '../deployed/template.ts'
import { readClients } from './clients.ts'
import { type Found, nameFor, type Reader } from './resources.ts'

/** The attributes that every pool has: those of OpenID Connect, and `sub`. */
const standardAttributes = new Set(
  (
    'sub name given_name family_name middle_name nickname preferred_username profile picture website email ' +
    'email_verified gender birthdate zoneinfo locale phone_number phone_number_verified address updated_at'
  ).split(' '),
)

/** A resource that belongs to a pool, by a reference to it. */
export const poolOf = (reader: Reader, found: Found): string => reader.text(found, 'UserPoolId') ?? ''

/** The pools by name as yet without their wiring, which needs the names of all clients; and under which name each goes. */
export function readPools(reader: Reader) {
  const servers = Map.groupBy(reader.ofType('AWS::Cognito::UserPoolResourceServer'), (found) => poolOf(reader, found))
  const clients = Map.groupBy(reader.ofType('AWS::Cognito::UserPoolClient'), (found) => poolOf(reader, found))
  const pools: Record<string, TemplatePool> = {}
  const names = new Map<string, string>()
  const founds = new Map<string, Found>()
  for (const found of reader.ofType('AWS::Cognito::UserPool')) {
    const mark = found.metadata['scopegate:pool']
    const own = typeof mark === 'string' ? mark : (reader.text(found, 'UserPoolName') ?? found.logicalId)
    const name = nameFor(pools, own, found)
    names.set(found.reference, name)
    founds.set(name, found)
    pools[name] = readPool(reader, found, servers.get(found.reference) ?? [], clients.get(found.reference) ?? [])
  }
  return { pools, names, founds }
}

function readPool(reader: Reader, found: Found, servers: readonly Found[], clients: readonly Found[]): TemplatePool {
  const byIdentifier = new Map(servers.map((server) => [reader.text(server, 'Identifier') ?? server.logicalId, server]))
  return {
    resource: found.place,
    marked: typeof found.metadata['scopegate:pool'] === 'string',
    plan: reader.text(found, 'UserPoolTier'),
    triggerVersion: triggerVersion(reader, found),
    mfa: reader.text(found, 'MfaConfiguration'),
    triggerPool: undefined,
    directory: undefined,
    usernameAttributes: reader.texts(found, 'UsernameAttributes'),
    customAttributes: customAttributes(reader, found),
    otherTriggers: Object.keys(reader.table(found, 'LambdaConfig') ?? {}).filter(
      // RS042 tells the old kind.
      (field) => field !== 'PreTokenGenerationConfig' && field !== 'PreTokenGeneration',
    ),
    signUp: reader.flag(found, 'AllowAdminCreateUserOnly', reader.table(found, 'AdminCreateUserConfig') ?? {}) !== true,
    marks: { org: found.metadata['scopegate:org'], roles: found.metadata['scopegate:roles'] },
    resourceServers: Object.fromEntries([...byIdentifier].map(([name, server]) => [name, readServer(reader, server)])),
    clients: readClients(reader, clients, byIdentifier),
  }
}

function readServer(reader: Reader, found: Found): TemplateResourceServer {
  const scopes = entries(found, 'Scopes').map((scope): [string, string] => [
    reader.text(found, 'ScopeName', scope) ?? '',
    reader.text(found, 'ScopeDescription', scope) ?? '',
  ])
  return { resource: found.place, name: reader.text(found, 'Name') ?? '', scopes: Object.fromEntries(scopes) }
}

function triggerVersion(reader: Reader, found: Found): string | undefined {
  const triggers = reader.table(found, 'LambdaConfig')
  if (triggers === undefined) return undefined
  const config = reader.table(found, 'PreTokenGenerationConfig', triggers)
  if (config !== undefined) return reader.text(found, 'LambdaVersion', config)
  return triggers['PreTokenGeneration'] === undefined ? undefined : 'V1_0'
}

const customAttributes = (reader: Reader, found: Found): readonly TemplateAttribute[] =>
  entries(found, 'Schema')
    .map((attribute) => ({
      name: (reader.text(found, 'Name', attribute) ?? '').replace(/^custom:/, ''),
      mutable: reader.flag(found, 'Mutable', attribute) !== false,
    }))
    .filter(({ name }) => !standardAttributes.has(name))

/** The tables of a list. */
function entries({ properties }: Found, field: string): readonly Readonly<Record<string, unknown>>[] {
  const value = properties[field]
  return Array.isArray(value) ? value.filter(isTable) : []
}
