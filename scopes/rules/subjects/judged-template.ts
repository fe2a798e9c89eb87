/**
 * A template beside what the contract says it should deploy.
 *
 * @module
 */
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
  readonly expected: DeployedSystem
  readonly template: TemplateSystem
  readonly pools: readonly { readonly name: string; readonly pool: TemplatePool }[]
  readonly apis: readonly JudgedApi[]
  readonly clients: readonly JudgedClient[]
}

/** Lists once what several rules go through. */
export function judgedTemplate({ expected }: SoundContract, template: TemplateSystem): JudgedTemplate {
  const pools = Object.entries(template.pools).map(([name, pool]) => ({ name, pool }))
  return {
    expected,
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
