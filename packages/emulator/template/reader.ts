/** Reads resources out of the loaded stacks: resolves the properties that are asked for, and checks their shape. */
import {
  type Assembly,
  indexResources,
  type LocatedResource,
  type Place,
  placeOf,
  TemplateError,
} from '@scopegate/template'
import { z } from 'zod'
import type { Evaluator } from './functions.ts'
import { createEvaluator, noValue } from './intrinsics.ts'
import { leavesOf } from './leaves.ts'
import type { PhysicalIds } from './physical-ids.ts'

/** One resource, its properties still unresolved. */
export type Found = LocatedResource

export interface Reader {
  readonly ids: PhysicalIds
  readonly assets: Assembly['assets']
  readonly evaluator: Evaluator
  /** All resources of a type that their condition does not leave out, in template order. */
  ofType(type: string): readonly Found[]
  /** The properties that the schema names, resolved and checked; no other property is looked at. What it keeps counts as read. */
  properties<S extends z.ZodObject>(found: Found, schema: S): z.output<S>
  /** The paths that were read so far. */
  propertiesRead(found: Found): ReadonlySet<string>
  /** The resource's metadata, as written: CDK puts no intrinsics there. */
  metadata<S extends z.ZodObject>(found: Found, schema: S): z.output<S>
  /** The resource's `Ref`. */
  ref(found: Found): string
  place(found: Found, property: string): Place
  /** The resource that `value` is the `Ref` or the `attribute` of. */
  owner(type: string, value: string, from: Place, attribute?: string): Found
  /** Checks that each resource of these types names an owner: one without an owner would silently be left out. */
  checkOwners(types: readonly string[], property: string, ownerType: string): void
  /** The text with every issuer of AWS that stands for a pool of the template replaced by the local one. */
  localIssuers(text: string): string
}

export function createReader(loaded: Assembly, ids: PhysicalIds): Reader {
  const evaluator = createEvaluator(loaded, ids)
  const resources = indexResources(loaded.stacks)
  const place = placeOf
  const ofType = (type: string): readonly Found[] =>
    resources
      .ofType(type)
      .filter(
        (found) =>
          found.resource.Condition === undefined ||
          evaluator.condition(found.stack, found.resource.Condition, place(found, 'Condition')),
      )
  const ref = (found: Found) => String(evaluator.ref(found.stack, found.logicalId, place(found, 'Ref')))
  const pools = ofType('AWS::Cognito::UserPool').map(ref)

  const owner: Reader['owner'] = (type, value, from, attribute) => {
    const match = ofType(type).find((found) => {
      const own =
        attribute === undefined ? ref(found) : evaluator.attribute(found.stack, found.logicalId, attribute, from)
      return own === value
    })
    if (match === undefined) throw new TemplateError(from, `it names no \`${type}\` of the template`)
    return match
  }

  const read = new Map<unknown, Set<string>>()
  const readOf = ({ resource }: Found): Set<string> => {
    const paths = read.get(resource) ?? new Set()
    read.set(resource, paths)
    return paths
  }

  return {
    ids,
    assets: loaded.assets,
    evaluator,
    ofType,
    place,
    ref,
    properties(found, schema) {
      const resolved: Record<string, unknown> = {}
      for (const name of Object.keys(schema.shape)) {
        const written = found.resource.Properties[name]
        if (written === undefined) continue
        const value = evaluator.value(found.stack, written, place(found, `Properties.${name}`))
        if (value !== noValue) resolved[name] = value
      }
      const properties = checked(schema, resolved, found, 'Properties')
      const kept = new Set(leavesOf(properties))
      for (const path of leavesOf(resolved)) if (kept.has(path)) readOf(found).add(path)
      return properties
    },
    propertiesRead: readOf,
    metadata: (found, schema) => checked(schema, found.resource.Metadata, found, 'Metadata'),
    owner,
    checkOwners(types, property, ownerType) {
      for (const found of types.flatMap(ofType)) {
        const from = place(found, `Properties.${property}`)
        owner(ownerType, String(evaluator.value(found.stack, found.resource.Properties[property], from)), from)
      }
    },
    localIssuers: (text) =>
      pools.reduce(
        (result, id) =>
          // Both kinds of issuer (aws-facts §A.1): a pool's region and id, on either host.
          result
            .replaceAll(`https://cognito-idp.${ids.region}.amazonaws.com/${id}`, `${ids.cognitoUrl}/${id}`)
            .replaceAll(`https://issuer-cognito-idp.${ids.region}.amazonaws.com/${id}`, `${ids.cognitoUrl}/${id}`),
        text,
      ),
  }

  function checked<S extends z.ZodObject>(schema: S, value: unknown, found: Found, part: string): z.output<S> {
    const result = schema.safeParse(value)
    if (result.success) return result.data
    const [issue] = result.error.issues
    const property = [part, ...(issue?.path ?? [])].join('.')
    throw new TemplateError(place(found, property), `missing or malformed (${issue?.message ?? 'unknown'})`)
  }
}

/** CloudFormation gives and takes numbers and booleans as text too. */
export const cfnNumber = z.coerce.number().int().nonnegative()
export const cfnBoolean = z.union([z.boolean(), z.stringbool()])
