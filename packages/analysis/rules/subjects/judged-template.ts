/**
 * A template beside what the contract says it should deploy.
 *
 * @module
 */
import type { Contract } from '@scopegate/contract/contract'
import type { DeployedApi, DeployedSystem } from '../../deployed/shape.ts'
import type {
  TemplateApi,
  TemplateClient,
  TemplatePool,
  TemplateRoute,
  TemplateSystem,
} from '../../deployed/template.ts'
import type { SoundContract } from './sound-contract.ts'

export interface JudgedClient {
  readonly pool: string
  readonly name: string
  readonly client: TemplateClient
}

export interface JudgedApi {
  readonly name: string
  readonly api: TemplateApi
  /** The API’s routes once as a list: listing a large table anew for each rule costs more than judging it. */
  readonly routes: readonly (readonly [key: string, route: TemplateRoute])[]
  /** What the contract has in its place; `undefined` for an API that it does not know, which RS034 tells. */
  readonly wanted: DeployedApi | undefined
}

export interface JudgedTemplate {
  readonly contract: Contract
  readonly expected: DeployedSystem
  /** The service of each operation, by route key. */
  readonly services: ReadonlyMap<string, string>
  readonly template: TemplateSystem
  readonly pools: readonly { readonly name: string; readonly pool: TemplatePool }[]
  readonly apis: readonly JudgedApi[]
  readonly clients: readonly JudgedClient[]
}

/** Lists once what several rules go through. */
export function judgedTemplate({ contract, expected }: SoundContract, template: TemplateSystem): JudgedTemplate {
  const pools = Object.entries(template.pools).map(([name, pool]) => ({ name, pool }))
  return {
    contract,
    expected,
    services: new Map(
      Object.values(contract.operations).map(({ method, path, service }) => [`${method} ${path}`, service] as const),
    ),
    template,
    pools,
    apis: Object.entries(template.apis).map(([name, api]) => ({
      name,
      api,
      routes: Object.entries(api.routes),
      wanted: expected.apis[name],
    })),
    clients: pools.flatMap(({ name: pool, pool: { clients } }) =>
      Object.entries(clients).map(([name, client]) => ({ pool, name, client })),
    ),
  }
}
