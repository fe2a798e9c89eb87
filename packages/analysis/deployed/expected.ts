/**
 * What a contract says should be deployed. Stated here anew and not taken from the template, so that comparing the two
 * is a test of both. Linear in the contract's size.
 *
 * @module
 */
import type { Contract, ContractOperation } from '@scopegate/contract/contract'
import { exposes, namedScopes, scopesByPool, scopesByRole, scopesOfClient } from '@scopegate/contract/holders'
import { memoize } from '@scopegate/contract/memoize'
import type { ClientSpec, PoolSpec } from '@scopegate/contract/shape'
import { rowsOf } from '@scopegate/contract/tables'
import type {
  DeployedApi,
  DeployedClient,
  DeployedCors,
  DeployedPool,
  DeployedResourceServer,
  DeployedRoute,
  DeployedSystem,
} from './shape.ts'

/** Opens Cognito's own user API to a token. */
export const selfServiceScope = 'aws.cognito.signin.user.admin'

const [minute, day] = [60, 86_400]

/** What Cognito gives a client that states nothing (aws-facts §D.1): a machine gets neither token. */
const defaults = { idTokenSeconds: 60 * minute, refreshTokenSeconds: 30 * day }

/** What a person may change of themselves where a client offers self-service: never `custom:org_id` or `custom:role`. */
const ownAttributes = [
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'picture',
  'preferred_username',
  'profile',
  'website',
  'zoneinfo',
]

const requestHeaders = ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match']

/** The system that the contract describes. */
export const expectedSystem = memoize((contract: Contract): DeployedSystem => {
  const scopes = namedScopes(contract)
  const byRole = scopesByRole(contract)
  const byPool = scopesByPool(contract)
  const wires = new Map(scopes.map(({ scope, wire }) => [scope, wire]))
  const pools = Object.entries(contract.pools).map(([name, pool]): [string, DeployedPool] => {
    const held = byPool.get(name) ?? new Set()
    const servers = Map.groupBy(
      scopes.filter(({ scope }) => held.has(scope)),
      ({ resourceServer }) => resourceServer,
    )
    const clients = Object.entries(pool.clients).map(([client, spec]): [string, DeployedClient] => {
      // In the catalog’s order where the client follows the roles, as the template has it.
      const all = new Set(scopesOfClient(spec, pool.roles, byRole))
      const listed = spec.scopes === 'pool-roles' ? scopes.filter(({ scope }) => all.has(scope)) : undefined
      const wired = listed?.map(({ wire }) => wire) ?? [...all].map((scope) => wires.get(scope) ?? scope)
      return [client, clientOf(spec, wired)]
    })
    return [
      name,
      {
        plan: 'ESSENTIALS',
        triggerVersion: 'V3_0',
        mfa: pool.mfa === 'required' ? 'ON' : 'OPTIONAL',
        resourceServers: Object.fromEntries(
          [...servers].map(([identifier, rows]): [string, DeployedResourceServer] => [
            identifier,
            serverOf(
              contract,
              identifier,
              rows.map(({ scope }) => scope),
            ),
          ]),
        ),
        clients: Object.fromEntries(clients),
      },
    ]
  })
  const operations = [...rowsOf(contract.operations).values()]
  const apis = Object.entries(contract.pools).map(([name, pool]): [string, DeployedApi] => [
    name,
    apiOf(operations, name, pool, byPool.get(name), wires),
  ])
  return { pools: Object.fromEntries(pools), apis: Object.fromEntries(apis) }
})

const serverOf = (contract: Contract, identifier: string, scopes: readonly string[]): DeployedResourceServer => {
  const row = contract.resourceServers[identifier]
  return {
    name: row?.name ?? identifier,
    scopes: Object.fromEntries(scopes.map((scope) => [scope, row?.scopes[scope]?.description ?? ''])),
  }
}

function clientOf(spec: ClientSpec<string, string>, wires: readonly string[]): DeployedClient {
  const common = {
    callbackUrls: [],
    logoutUrls: [],
    accessTokenSeconds: spec.accessTokenMinutes * minute,
    tokenRevocation: true,
    writeAttributes: spec.kind !== 'machine' && spec.selfService ? ownAttributes : ['name'],
  }
  if (spec.kind === 'machine') {
    const flows = ['client_credentials']
    return { ...common, ...defaults, hasSecret: true, flows, scopes: wires, authFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] }
  }
  const people = {
    ...common,
    hasSecret: false,
    idTokenSeconds: spec.accessTokenMinutes * minute,
    refreshTokenSeconds: spec.refreshTokenDays * day,
  }
  if (spec.kind === 'sdk') {
    const authFlows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
    return { ...people, flows: [], scopes: [], authFlows }
  }
  return {
    ...people,
    flows: ['code'],
    scopes: [...spec.identityScopes, ...(spec.selfService ? [selfServiceScope] : []), ...wires],
    authFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    callbackUrls: spec.redirectUris,
    logoutUrls: spec.logoutUris,
  }
}

function apiOf(
  operations: readonly ContractOperation[],
  pool: string,
  { clients }: PoolSpec<string, string>,
  held: ReadonlySet<string> | undefined,
  wires: ReadonlyMap<string, string>,
): DeployedApi {
  const exposed = operations.filter((operation) => exposes(held, operation))
  const routes = exposed.map(({ method, path, access }): [string, DeployedRoute] => [
    `${method} ${path}`,
    access.kind === 'public'
      ? { authorization: 'NONE', scopes: [], tokensOf: undefined }
      : { authorization: 'JWT', scopes: [wires.get(access.scope) ?? access.scope], tokensOf: pool },
  ])
  const origins = new Set(
    Object.values(clients).flatMap((client) =>
      client.kind === 'browser' ? client.redirectUris.map((uri) => new URL(uri).origin) : [],
    ),
  )
  const methods = [...new Set(exposed.map(({ method }) => method))].sort()
  const cors: DeployedCors = { origins: [...origins], methods, headers: requestHeaders, credentials: false }
  return {
    routes: Object.fromEntries(routes),
    audience: Object.keys(clients),
    cors: origins.size === 0 ? undefined : cors,
  }
}
