/** The form of a case of a template rule: an edit of the really synthesized template. */

import type { Allowance } from '@scopegate/contract'

interface Resource {
  readonly Type: string
  Properties: Record<string, unknown>
  Metadata: Record<string, unknown>
  DependsOn?: string | readonly string[] | undefined
}

/** The template as JSON, to be changed. */
export interface EditableTemplate {
  readonly Resources: Record<string, Resource>
}

export type TemplateEdit = (template: EditableTemplate) => void

export interface TemplateCase {
  readonly rule: `RS${number}`
  /** Each breaks this rule and no other, save those in `also`. By what is done. */
  readonly breaks: Readonly<Record<string, TemplateEdit>>
  /** What the contract allows in these cases. */
  readonly allowed?: readonly Allowance[]
  /** Other rules that cannot stay whole when this one is broken. */
  readonly also?: readonly string[]
  /** Each breaks no rule at all. */
  readonly keeps: Readonly<Record<string, TemplateEdit>>
}

/** The resource at that place of the construct tree, without the stack’s name and `/Resource`. */
export function resourceAt(template: EditableTemplate, place: string): Resource {
  const found = Object.values(template.Resources).find(
    ({ Metadata }) => Metadata?.['aws:cdk:path'] === `Fleet/${place}/Resource`,
  )
  // A construct that was renamed since would make a test pass for the wrong reason.
  if (found === undefined) throw new Error(`The template has no \`${place}\``)
  return found
}

/** Writes a property; `undefined` takes it away. */
export const set =
  (place: string, path: string, value: unknown): TemplateEdit =>
  (template) => {
    const steps = path.split('.')
    const last = steps.pop() ?? ''
    // The cast is safe: each path stands in the template, or the test does not see the breach that it expects.
    const parent = steps.reduce(
      (node, step) => node[step] as Record<string, unknown>,
      resourceAt(template, place).Properties,
    )
    if (value === undefined) delete parent[last]
    else parent[last] = value
  }

/** Adds a resource, by default a copy of the one at that place, with some properties changed. */
export const add =
  (
    like: string,
    properties: Readonly<Record<string, unknown>>,
    metadata: Readonly<Record<string, unknown>> = {},
  ): TemplateEdit =>
  (template) => {
    const { Type, Properties } = resourceAt(template, like)
    template.Resources['Added'] = {
      Type,
      Properties: { ...structuredClone(Properties), ...properties },
      Metadata: { 'aws:cdk:path': 'Fleet/Added', ...metadata },
    }
  }

/** Adds a resource of that type. */
export const addOfType =
  (type: string, properties: Readonly<Record<string, unknown>> = {}): TemplateEdit =>
  (template) => {
    template.Resources['Added'] = { Type: type, Properties: { ...properties }, Metadata: {} }
  }

/** Takes the resource away. */
export const remove =
  (place: string): TemplateEdit =>
  (template) => {
    const found = resourceAt(template, place)
    for (const [id, each] of Object.entries(template.Resources)) if (each === found) delete template.Resources[id]
  }

/** The logical id of the resource at that place. */
export function idOf(template: EditableTemplate, place: string): string {
  const found = resourceAt(template, place)
  return Object.keys(template.Resources).find((id) => template.Resources[id] === found) ?? ''
}
