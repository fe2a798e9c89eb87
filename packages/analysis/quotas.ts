/**
 * How much of each quota of Cognito and API Gateway a contract uses, and how much is left. The limits are those of
 * aws-facts §D. Rates are not here: how often somebody calls is not in a contract. Linear in the contract's size.
 */

import { type Contract, clientKinds, indexOf, type PoolSpec } from '@scopegate/contract'
import { headerLimitBytes } from '@scopegate/template'
import { carrierUses } from './carrier-quotas.ts'
import { expectedSystem } from './deployed/expected.ts'
import type { DeployedApi, DeployedPool, DeployedSystem } from './deployed/shape.ts'
import { cognito, gateway, type QuotaUse, use } from './quota.ts'
import { reservedHeaderBytes, type TokenSize, tokenSizes } from './token-size.ts'

export type { QuotaUse } from './quota.ts'

const ofPool = {
  resourceServers: cognito('resource-servers-per-pool', 'resource servers of a user pool', 25, 300),
  clients: cognito('clients-per-pool', 'app clients of a user pool', 1000, 10_000),
  scopesOfServer: cognito('scopes-per-resource-server', 'scopes of a resource server', 100),
  scopesOfClient: cognito('scopes-per-client', 'scopes of an app client', 50),
  callbacks: cognito('callback-urls-per-client', 'callback addresses of an app client', 100),
  styles: cognito('login-styles-per-pool', 'managed-login styles of a user pool', 20),
} as const

const ofApi = {
  // Adjustable, and nobody here knows to what: a number would be a guess.
  routes: gateway('routes-per-api', 'routes of an API', 300),
  // The template makes one for each service.
  integrations: gateway('integrations-per-api', 'integrations of an API', 300),
  audiences: gateway('audiences-per-authorizer', 'audiences of an authorizer', 50),
  scopesOfRoute: gateway('scopes-per-route', 'scopes of a route', 10),
  token: gateway('header-bytes', 'bytes of request line and headers with the longest access token', headerLimitBytes),
} as const

export interface Counted {
  readonly contract: Contract
  readonly expected: DeployedSystem
  readonly tokens: readonly TokenSize[]
}

/** Every use, pool by pool. What cannot be exceeded because it is always one, such as authorizers of an API, is left out. */
export const quotaUses = (contract: Contract): readonly QuotaUse[] =>
  usesOf({ contract, expected: expectedSystem(contract), tokens: tokenSizes(contract) })

/** The same, of what was computed already. */
export function usesOf({ contract, expected: { pools, apis }, tokens }: Counted): readonly QuotaUse[] {
  const sizes = Map.groupBy(tokens, ({ pool }) => pool)
  const ofPools = Object.entries(pools).flatMap(([name, pool]) => [
    ...usesOfPool(name, pool, contract.pools[name]?.clients ?? {}),
    ...usesOfApi(contract, name, apis[name]),
    ...longest(sizes.get(name) ?? []),
  ])
  return [...ofPools, ...carrierUses(contract, ofPools)]
}

const usesOfPool = (
  name: string,
  { resourceServers, clients }: DeployedPool,
  rows: PoolSpec<string, string>['clients'],
): readonly QuotaUse[] => [
  use(ofPool.resourceServers, name, Object.keys(resourceServers).length),
  use(ofPool.clients, name, Object.keys(clients).length),
  // The pages answer with an error until a client has one: each that sends people there gets its own.
  use(ofPool.styles, name, Object.values(rows).filter(({ kind }) => clientKinds[kind].signInPage).length),
  ...Object.entries(resourceServers).map(([server, { scopes }]) =>
    use(ofPool.scopesOfServer, `${name}/${server}`, Object.keys(scopes).length),
  ),
  ...Object.entries(clients).flatMap(([client, { scopes, callbackUrls }]) => [
    use(ofPool.scopesOfClient, client, scopes.length),
    ...(callbackUrls.length === 0 ? [] : [use(ofPool.callbacks, client, callbackUrls.length)]),
  ]),
]

function usesOfApi(contract: Contract, name: string, api: DeployedApi | undefined): readonly QuotaUse[] {
  if (api === undefined) return []
  const services = new Set(
    indexOf(contract)
      .operationsOf(name)
      .map(({ operation }) => operation.service),
  )
  const routes = Object.values(api.routes)
  const where = `${name}-api`
  const most = routes.reduce((most, { scopes }) => Math.max(most, scopes.length), 0)
  return [
    use(ofApi.routes, where, routes.length),
    use(ofApi.integrations, where, services.size),
    use(ofApi.audiences, where, api.audience.length),
    use(ofApi.scopesOfRoute, where, most),
  ]
}

function longest(sizes: readonly TokenSize[]): readonly QuotaUse[] {
  const [first, ...others] = sizes
  if (first === undefined) return []
  const most = others.reduce((best, size) => (size.bytes > best.bytes ? size : best), first)
  return [use(ofApi.token, `${most.role} through ${most.client}`, reservedHeaderBytes + most.bytes)]
}
