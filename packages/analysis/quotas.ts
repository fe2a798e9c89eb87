/**
 * How much of each quota of Cognito and API Gateway a contract uses, and how much is left. The limits are those of
 * aws-facts §D. Rates are not here: how often somebody calls is not in a contract. Linear in the contract's size.
 */

import type { Contract } from '@scopegate/contract/contract'
import { headerLimitBytes } from '@scopegate/template'
import { expectedSystem } from './deployed/expected.ts'
import type { DeployedApi, DeployedPool, DeployedSystem } from './deployed/shape.ts'
import { reservedHeaderBytes, type TokenSize, tokenSizes } from './token-size.ts'

/** From this part of a quota on it is time to think of the next one. */
export const nearlyUsed = 0.8

/** The use of one quota in one place. */
export interface QuotaUse {
  /** Stable: `scopes-per-client`. */
  readonly quota: string
  /** `scopes of an app client`. */
  readonly what: string
  /** The name of what uses it: `garage-web`. */
  readonly where: string
  readonly used: number
  readonly limit: number
  /** What AWS raises it to on request; `null` for one that cannot be raised. */
  readonly adjustableTo: number | null
  /** The section of docs/aws-facts.md. */
  readonly source: string
}

interface Quota extends Omit<QuotaUse, 'where' | 'used'> {}

/** Makes the quotas of a section. What AWS raises on request has the most that it is raised to. */
const quotasOf =
  (source: string) =>
  (quota: string, what: string, limit: number, adjustableTo: number | null = null): Quota => ({
    quota,
    what,
    limit,
    adjustableTo,
    source,
  })

export const cognito = quotasOf('aws-facts §D.1')
export const gateway = quotasOf('aws-facts §D.2')

const ofPool = {
  resourceServers: cognito('resource-servers-per-pool', 'resource servers of a user pool', 25, 300),
  clients: cognito('clients-per-pool', 'app clients of a user pool', 1000, 10_000),
  scopesOfServer: cognito('scopes-per-resource-server', 'scopes of a resource server', 100),
  scopesOfClient: cognito('scopes-per-client', 'scopes of an app client', 50),
  callbacks: cognito('callback-urls-per-client', 'callback addresses of an app client', 100),
} as const

const ofApi = {
  // Adjustable, and nobody here knows to what: a number would be a guess.
  routes: gateway('routes-per-api', 'routes of an API', 300),
  // The template makes one for each route.
  integrations: gateway('integrations-per-api', 'integrations of an API', 300),
  audiences: gateway('audiences-per-authorizer', 'audiences of an authorizer', 50),
  scopesOfRoute: gateway('scopes-per-route', 'scopes of a route', 10),
  token: gateway('header-bytes', 'bytes of request line and headers with the longest access token', headerLimitBytes),
} as const

const use = (quota: Quota, where: string, used: number): QuotaUse => ({ ...quota, where, used })

/** What a count needs of a contract, for whoever has it at hand. */
export interface Counted {
  readonly expected: DeployedSystem
  readonly tokens: readonly TokenSize[]
}

/** Every use, pool by pool. What cannot be exceeded because it is always one, such as authorizers of an API, is left out. */
export const quotaUses = (contract: Contract): readonly QuotaUse[] =>
  usesOf({ expected: expectedSystem(contract), tokens: tokenSizes(contract) })

/** The same, of what was computed already. */
export function usesOf({ expected: { pools, apis }, tokens }: Counted): readonly QuotaUse[] {
  const sizes = Map.groupBy(tokens, ({ pool }) => pool)
  return Object.entries(pools).flatMap(([name, pool]) => [
    ...usesOfPool(name, pool),
    ...usesOfApi(name, apis[name]),
    ...longest(sizes.get(name) ?? []),
  ])
}

const usesOfPool = (name: string, { resourceServers, clients }: DeployedPool): readonly QuotaUse[] => [
  use(ofPool.resourceServers, name, Object.keys(resourceServers).length),
  use(ofPool.clients, name, Object.keys(clients).length),
  ...Object.entries(resourceServers).map(([server, { scopes }]) =>
    use(ofPool.scopesOfServer, `${name}/${server}`, Object.keys(scopes).length),
  ),
  ...Object.entries(clients).flatMap(([client, { scopes, callbackUrls }]) => [
    use(ofPool.scopesOfClient, client, scopes.length),
    ...(callbackUrls.length === 0 ? [] : [use(ofPool.callbacks, client, callbackUrls.length)]),
  ]),
]

function usesOfApi(name: string, api: DeployedApi | undefined): readonly QuotaUse[] {
  if (api === undefined) return []
  const routes = Object.values(api.routes)
  const where = `${name}-api`
  const most = routes.reduce((most, { scopes }) => Math.max(most, scopes.length), 0)
  return [
    use(ofApi.routes, where, routes.length),
    use(ofApi.integrations, where, routes.length),
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
