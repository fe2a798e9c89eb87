/**
 * How findings are worded and placed.
 *
 * @module
 */
import type { Remark, TemplateSystem } from '../../deployed/template.ts'
import type { Finding, Place, TemplateRule } from '../rule.ts'

/** A place in the contract by its keys. */
export const at = (...path: readonly string[]): Place => ({ in: 'contract', path })

/** A place in the template. */
export const inTemplate = (resource: string): Place => ({ in: 'template', resource })

/** The one finding when the condition holds, none otherwise. Worded only then: most rows break nothing. */
export function when(
  broken: boolean,
  tell: () => readonly [place: Place, cause: string, fix: string],
): readonly Finding[] {
  if (!broken) return []
  const [place, cause, fix] = tell()
  return [{ place, cause, fix }]
}

/** What the reader of templates remarks on, by kind. */
type Remarks = {
  readonly [Kind in keyof TemplateSystem]: TemplateSystem[Kind] extends readonly Remark[] ? Kind : never
}[keyof TemplateSystem]

/** Reports each remark of that kind. */
export const told =
  (kind: Remarks, cause: (what: string) => string, fix: string): TemplateRule['judge'] =>
  ({ template }) =>
    // The cast is safe: the kind is one of remarks.
    (template[kind] as readonly Remark[]).map(({ resource, what }) => ({
      place: inTemplate(resource),
      cause: cause(what),
      fix,
    }))
