/**
 * A template beside what the contract says it should deploy.
 *
 * @module
 */
import type { Contract } from '../../contract.ts'
import { expectedSystem } from '../../deployed/expected.ts'
import type { DeployedSystem } from '../../deployed/shape.ts'
import type { TemplateApi, TemplateClient, TemplatePool, TemplateSystem } from '../../deployed/template.ts'

export interface JudgedClient {
  readonly pool: string
  readonly name: string
  readonly client: TemplateClient
}

export interface JudgedTemplate {
  readonly contract: Contract
  readonly expected: DeployedSystem
  readonly template: TemplateSystem
  readonly pools: readonly { readonly name: string; readonly pool: TemplatePool }[]
  readonly apis: readonly { readonly name: string; readonly api: TemplateApi }[]
  readonly clients: readonly JudgedClient[]
}

/** @param contract one in which no row rule is broken */
export function judgedTemplate(contract: Contract, template: TemplateSystem): JudgedTemplate {
  const pools = Object.entries(template.pools).map(([name, pool]) => ({ name, pool }))
  return {
    contract,
    expected: expectedSystem(contract),
    template,
    pools,
    apis: Object.entries(template.apis).map(([name, api]) => ({ name, api })),
    clients: pools.flatMap(({ name: pool, pool: { clients } }) =>
      Object.entries(clients).map(([name, client]) => ({ pool, name, client })),
    ),
  }
}
