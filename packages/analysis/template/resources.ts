/**
 * The resources of templates, found by type and read field by field. A field that is not what it should be reads as
 * unknown and never as the harmless value.
 */
import { indexResources, isTable, type LocatedResource, type Stack, type Table } from '@scopegate/template'
import { createResolver, referenceTo } from './resolve.ts'

/** One resource with what reads it. */
export interface Found extends LocatedResource {
  readonly type: string
  readonly properties: Table
  readonly metadata: Table
  /** Its place in the construct tree, or where it stands in its template. */
  readonly place: string
  /** What a reference to it reads as. */
  readonly reference: string
}

/** Reads fields of a resource’s properties, or of a table inside them. */
export interface Reader {
  readonly ofType: (type: string) => readonly Found[]
  readonly all: readonly Found[]
  /** The field as text; `undefined` where it is not stated. */
  readonly text: (found: Found, field: string, inside?: Table) => string | undefined
  /** The field’s entries as texts; none where it is not stated. Anything but a list is one entry. */
  readonly texts: (found: Found, field: string, inside?: Table) => readonly string[]
  /** Whether it says yes or no; `undefined` where it is not stated or only a deployment knows. */
  readonly flag: (found: Found, field: string, inside?: Table) => boolean | undefined
  readonly number: (found: Found, field: string, inside?: Table) => number | undefined
  /** The value as text, from wherever in the resource. */
  readonly resolved: (found: Found, value: unknown) => string
  readonly table: (found: Found, field: string, inside?: Table) => Table | undefined
}

export function readResources(stacks: readonly Stack[]): Reader {
  const resolve = createResolver(stacks)
  const all = indexResources(stacks).all.map(
    (located): Found => ({
      ...located,
      type: located.resource.Type,
      properties: located.resource.Properties,
      metadata: located.resource.Metadata,
      place: located.path,
      reference: referenceTo(located.stack, located.logicalId),
    }),
  )
  const byType = Map.groupBy(all, ({ type }) => type)
  const field = (found: Found, name: string, inside: Table | undefined): unknown => (inside ?? found.properties)[name]
  const text: Reader['text'] = (found, name, inside) => {
    const value = field(found, name, inside)
    return value === undefined ? undefined : resolve(found.stack, value)
  }
  return {
    all,
    ofType: (type) => byType.get(type) ?? [],
    text,
    resolved: (found, value) => resolve(found.stack, value),
    texts: (found, name, inside) => {
      const value = field(found, name, inside)
      if (value === undefined) return []
      return Array.isArray(value) ? value.map((entry) => resolve(found.stack, entry)) : [resolve(found.stack, value)]
    },
    flag: (found, name, inside) => {
      const value = text(found, name, inside)
      return value === 'true' ? true : value === 'false' ? false : undefined
    },
    number: (found, name, inside) => {
      const value = text(found, name, inside)
      return value === undefined || value.trim() === '' || Number.isNaN(Number(value)) ? undefined : Number(value)
    },
    table: (found, name, inside) => {
      const value = field(found, name, inside)
      return isTable(value) ? value : undefined
    },
  }
}

/** The entry’s own name, or with its logical id where another has that name: nothing may hide behind a name. */
export function nameFor(taken: Readonly<Record<string, unknown>>, name: string, { logicalId }: Found): string {
  return Object.hasOwn(taken, name) ? `${name} (${logicalId})` : name
}
