/**
 * The one door through which input becomes data: a zod schema, with every broken field named in one answer. The field and
 * the rule, never the value: a value may be a secret that was put into the wrong field.
 *
 * Statuses: a body or a query that breaks a rule is 422. A path parameter that breaks its format names nothing, so
 * it is 404, the same as one that names something that does not exist.
 */
import type { $ZodIssue } from 'zod/v4/core'
import { Problem } from '../problem.ts'
import { readJson } from './body.ts'
import { pointer, ruleOf, type Schema } from './rule.ts'

interface Field {
  readonly pointer: string
  readonly rule: string
}

const mostFields = 100

const unknownRule = 'Is not known here: leave it out'

const invalid = (fields: readonly Field[]) =>
  new Problem('input_invalid', {
    detail: 'Correct every field that `errors` names and send it again',
    fields: fields.slice(0, mostFields),
  })

/** @throws {Problem} `input_invalid` when there are names: none of them is known */
export function refuseFields(names: readonly string[]): void {
  if (names.length > 0) throw invalid(names.map((name) => ({ pointer: pointer([name]), rule: unknownRule })))
}

/** Servers differ in which of two parameters of one name they take: each that comes twice is named. */
export function refuseRepeated(parameters: URLSearchParams): void {
  const repeated = [...new Set(parameters.keys())].filter((name) => parameters.getAll(name).length > 1)
  if (repeated.length === 0) return
  const fields = repeated.map((name) => ({ pointer: pointer([name]), rule: 'Must come once' }))
  throw new Problem('input_invalid', { detail: 'Send each query parameter once', fields: fields.slice(0, mostFields) })
}

function fieldsOf(issue: $ZodIssue): Field[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: pointer([...issue.path, key]), rule: unknownRule }))
  }
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return [{ pointer: pointer(issue.path), rule: 'Is not valid' }]
  }
  return [{ pointer: pointer(issue.path), rule: issue.message }]
}

/**
 * Checks a value. Objects should be `z.strictObject`: a misspelt optional field would otherwise be dropped in silence.
 *
 * @throws {Problem} `input_invalid`, naming every field that breaks a rule
 */
export function parse<T>(schema: Schema<T>, value: unknown): T {
  const result = schema.safeParse(value, { error: ruleOf })
  if (result.success) return result.data
  throw invalid(result.error.issues.flatMap(fieldsOf))
}

/** What the three doors below need of Hono's context. */
interface RequestContext {
  readonly req: { readonly raw: Request; readonly url: string; param(): Record<string, string> }
}

/** The body, checked. @throws {Problem} what `readJson` and `parse` throw */
export async function parseBody<T>(c: RequestContext, schema: Schema<T>): Promise<T> {
  return parse(schema, await readJson(c.req.raw))
}

/**
 * The query, checked. Values are strings: coerce in the schema. A parameter that comes twice is refused.
 *
 * @throws {Problem} `input_invalid`; pointers name the parameter
 */
export function parseQuery<T>(c: RequestContext, schema: Schema<T>): T {
  const { searchParams } = new URL(c.req.url)
  refuseRepeated(searchParams)
  return parse(schema, Object.fromEntries(searchParams))
}

/** The path's parameters, checked. @throws {Problem} `not_found` when one breaks its format */
export function parsePath<T>(c: RequestContext, schema: Schema<T>): T {
  const result = schema.safeParse(c.req.param())
  if (result.success) return result.data
  throw new Problem('not_found', { detail: 'There is nothing of that name: check the path' })
}
