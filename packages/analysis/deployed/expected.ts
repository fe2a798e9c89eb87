/**
 * What a contract says should be deployed. Stated here anew and not taken from the template, so that comparing the two
 * is a test of both. Linear in the contract's size.
 */
import {
  addressesOf,
  type Contract,
  type ContractIndex,
  clientKinds,
  cognitoScopesOf,
  indexOf,
  memoize,
  type NamedClient,
  refreshGraceOf,
} from '@scopegate/contract'
import type {
  DeployedApi,
  DeployedClient,
  DeployedCors,
  DeployedPool,
  DeployedResourceServer,
  DeployedRoute,
  DeployedSystem,
} from './shape.ts'

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

export const expectedSystem = memoize((contract: Contract): DeployedSystem => {
  const index = indexOf(contract)
  const clients = Map.groupBy(index.clients, ({ pool }) => pool)
  const byPool = <Part>(part: (name: string, clients: readonly NamedClient[]) => Part) =>
    Object.fromEntries(Object.keys(contract.pools).map((name) => [name, part(name, clients.get(name) ?? [])]))
  return {
    pools: byPool((name, clients) => poolOf(index, name, clients)),
    apis: byPool((name, clients) => apiOf(index, name, clients)),
  }
})

function poolOf(index: ContractIndex, pool: string, clients: readonly NamedClient[]): DeployedPool {
  const held = index.scopesByPool.get(pool)
  const declared = index.scopes.filter(({ scope }) => held?.has(scope))
  const servers = Map.groupBy(declared, ({ resourceServer }) => resourceServer)
  return {
    plan: 'ESSENTIALS',
    triggerVersion: 'V3_0',
    mfa: index.poolNamed(pool)?.mfa === 'required' ? 'ON' : 'OPTIONAL',
    resourceServers: Object.fromEntries(
      [...servers].map(([identifier, scopes]): [string, DeployedResourceServer] => [
        identifier,
        {
          name: index.contract.resourceServers[identifier]?.name ?? identifier,
          scopes: Object.fromEntries(scopes.map(({ scope, description }) => [scope, description])),
        },
      ]),
    ),
    clients: Object.fromEntries(clients.map((client) => [client.name, clientOf(index, client)])),
  }
}

function clientOf({ scopesOfClient, wireName }: ContractIndex, client: NamedClient): DeployedClient {
  const { grant, secret, sdkSignIn, asksForScopes } = clientKinds[client.kind]
  const { redirectUris, logoutUris } = addressesOf(client)
  const grace = refreshGraceOf(client.kind)
  const common = {
    hasSecret: secret,
    flows: grant === null ? [] : [grant === 'authorization_code' ? 'code' : grant],
    scopes: asksForScopes ? [...cognitoScopesOf(client), ...new Set(scopesOfClient(client.name).map(wireName))] : [],
    authFlows: [
      ...(sdkSignIn ? ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] : []),
      // Cognito takes no rotation beside the flow, and no flow at all for the default ones (aws-facts §F).
      ...(grace === undefined ? ['ALLOW_REFRESH_TOKEN_AUTH'] : sdkSignIn ? [] : ['ALLOW_CUSTOM_AUTH']),
    ],
    callbackUrls: redirectUris,
    logoutUrls: logoutUris,
    accessTokenSeconds: client.accessTokenMinutes * minute,
    tokenRevocation: true,
    refreshGraceSeconds: grace,
  }
  if (client.kind === 'machine') return { ...common, ...defaults, writeAttributes: ['name'] }
  return {
    ...common,
    idTokenSeconds: client.accessTokenMinutes * minute,
    refreshTokenSeconds: client.refreshTokenDays * day,
    writeAttributes: client.selfService ? ownAttributes : ['name'],
  }
}

function apiOf({ operationsOf, wireName }: ContractIndex, pool: string, clients: readonly NamedClient[]): DeployedApi {
  const exposed = operationsOf(pool).map(({ operation }) => operation)
  const routes = exposed.map(({ method, path, access }): [string, DeployedRoute] => [
    `${method} ${path}`,
    access.kind === 'public'
      ? { authorization: 'NONE', scopes: [], tokensOf: undefined }
      : { authorization: 'JWT', scopes: [wireName(access.scope)], tokensOf: pool },
  ])
  const pages = clients.filter(({ kind }) => clientKinds[kind].callsFromPages)
  const addresses = pages.flatMap((client) => addressesOf(client).redirectUris)
  const origins = new Set(addresses.map((uri) => new URL(uri).origin))
  const methods = [...new Set(exposed.map(({ method }) => method))].sort()
  const cors: DeployedCors = { origins: [...origins], methods, headers: requestHeaders, credentials: false }
  return {
    routes: Object.fromEntries(routes),
    audience: clients.map(({ name }) => name),
    cors: origins.size === 0 ? undefined : cors,
  }
}
