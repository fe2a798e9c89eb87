/**
 * The synthesized template as plain resources. `resolveTemplate` fills the physical ids into a loaded cloud
 * assembly and gives typed views of what the local stack runs.
 */
import { type Assembly, indexResources } from '@scopegate/template'
import { z } from 'zod'
import type { ResolvedStack } from './model.ts'
import type { PhysicalIds } from './physical-ids.ts'
import { surveyProperties } from './properties.ts'
import { createReader } from './reader.ts'
import { apisOf } from './views/apis.ts'
import { functionsOf } from './views/functions.ts'
import { poolsOf } from './views/pools.ts'
import { stacksOf, statedOf } from './views/stacks.ts'
import { tablesOf } from './views/tables.ts'

export type * from './model.ts'
export { type PhysicalIdOptions, type PhysicalIds, physicalIds } from './physical-ids.ts'
export { notEmulatedProperties, type UnemulatedProperty } from './properties.ts'
export { type AddedRedirect, withRedirects } from './redirects.ts'
export { notEmulated, nowhere } from './references.ts'
export { routeParts } from './views/apis.ts'

const Parameter = z.object({ Type: z.literal('String'), Value: z.string() })

/**
 * Every resource that the local stack runs, with all references resolved.
 *
 * @throws TemplateError that names stack, resource and property of the first thing that cannot be resolved.
 */
export function resolveTemplate(loaded: Assembly, ids: PhysicalIds): ResolvedStack {
  const reader = createReader(loaded, ids)
  const views = {
    pools: poolsOf(reader),
    apis: apisOf(reader),
    functions: functionsOf(reader),
    tables: tablesOf(reader),
    parameters: reader.ofType('AWS::SSM::Parameter').map((found) => ({
      name: reader.ref(found),
      value: reader.localIssuers(reader.properties(found, Parameter).Value),
    })),
    stacks: stacksOf(loaded, reader),
  }
  // With a reader of its own: what is only reported does not count as read.
  return { ...views, properties: surveyProperties(loaded, reader), stated: statedOf(createReader(loaded, ids)) }
}

/** How many HTTP APIs there are: known before any id is, so that their ports can be taken first. */
export const countApis = ({ stacks }: Assembly): number =>
  indexResources(stacks).ofType('AWS::ApiGatewayV2::Api').length
