/** A template beside what the contract says it should deploy. */
import type { Contract } from '@scopegate/contract/contract'
import type { DeployedApi, DeployedClient, DeployedPool, DeployedRoute, DeployedSystem } from '../../deployed/shape.ts'
import type {
  TemplateApi,
  TemplateClient,
  TemplateFunction,
  TemplatePool,
  TemplateRoute,
  TemplateSystem,
} from '../../deployed/template.ts'
import type { QuotaUse } from '../../quota.ts'
import { inTemplate, type Place } from '../shared/words.ts'
import type { SoundContract } from './sound-contract.ts'

/** Something of the template under its name, with what the contract has in its place: nothing for what RS034 tells. */
interface Beside<Wanted> {
  readonly name: string
  readonly place: Place
  readonly wanted: Wanted | undefined
}

interface JudgedClient extends TemplateClient, Beside<DeployedClient> {
  readonly pool: string
}

/** Its name is its key: `GET /v1/fleet`. */
export interface JudgedRoute extends TemplateRoute, Beside<DeployedRoute> {
  readonly api: string
}

interface JudgedApi extends Omit<TemplateApi, 'routes'>, Beside<DeployedApi> {
  readonly routes: readonly JudgedRoute[]
}

export interface JudgedTemplate {
  readonly contract: Contract
  readonly expected: DeployedSystem
  /** What the contract alone uses. */
  readonly quotas: readonly QuotaUse[]
  /** The service of each operation, by route key. */
  readonly services: ReadonlyMap<string, string>
  readonly template: TemplateSystem
  readonly pools: readonly (TemplatePool & Beside<DeployedPool>)[]
  readonly apis: readonly JudgedApi[]
  /** Of all APIs. */
  readonly routes: readonly JudgedRoute[]
  readonly clients: readonly JudgedClient[]
  readonly functions: readonly (TemplateFunction & { readonly place: Place })[]
}

/** Lists once what several rules go through. */
export function judgedTemplate(
  { contract, expected, quotas }: SoundContract,
  template: TemplateSystem,
): JudgedTemplate {
  const placed = <Row extends { readonly resource: string }>(row: Row) => ({ ...row, place: inTemplate(row.resource) })
  const apis = Object.entries(template.apis).map(([name, { routes, ...api }]) => {
    const wanted = expected.apis[name]
    const rows = Object.entries(routes).map(([key, route]) => ({
      ...placed(route),
      api: name,
      name: key,
      wanted: wanted?.routes[key],
    }))
    return { ...placed(api), name, routes: rows, wanted }
  })
  return {
    contract,
    expected,
    quotas,
    services: new Map(
      Object.values(contract.operations).map(({ method, path, service }) => [`${method} ${path}`, service] as const),
    ),
    template,
    pools: Object.entries(template.pools).map(([name, pool]) => ({
      ...placed(pool),
      name,
      wanted: expected.pools[name],
    })),
    apis,
    routes: apis.flatMap(({ routes }) => routes),
    clients: Object.entries(template.pools).flatMap(([pool, { clients }]) =>
      Object.entries(clients).map(([name, client]) => ({
        ...placed(client),
        pool,
        name,
        wanted: expected.pools[pool]?.clients[name],
      })),
    ),
    functions: template.functions.map(placed),
  }
}
