/** The resources of several templates, found by their type. */
import type { Place } from './error.ts'
import type { Stack } from './load.ts'
import type { TemplateResource } from './schema.ts'

/** One resource, its properties still unresolved. */
export interface LocatedResource {
  readonly stack: Stack
  readonly logicalId: string
  readonly resource: TemplateResource
  /** Its place in the construct tree, or where it stands in its template: `Scopegate/staff/Pool/Resource`. */
  readonly path: string
}

export interface ResourceIndex {
  /** Template by template, in their order. */
  readonly all: readonly LocatedResource[]
  readonly ofType: (type: string) => readonly LocatedResource[]
}

/** All resources of the stacks. Linear, once. */
export function indexResources(stacks: readonly Stack[]): ResourceIndex {
  const all = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources).map(([logicalId, resource]): LocatedResource => {
      const path = resource.Metadata['aws:cdk:path']
      return { stack, logicalId, resource, path: typeof path === 'string' ? path : `${stack.name}/${logicalId}` }
    }),
  )
  const byType = Map.groupBy(all, ({ resource }) => resource.Type)
  return { all, ofType: (type) => byType.get(type) ?? [] }
}

/** Where a property of the resource stands, for an error. */
export const placeOf = (
  { stack, logicalId }: Pick<LocatedResource, 'stack' | 'logicalId'>,
  property: string,
): Place => ({ stack: stack.name, resource: logicalId, property })
