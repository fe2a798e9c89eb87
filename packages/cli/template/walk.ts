/**
 * Goes through all that stands inside a value of a template.
 *
 * @module
 */

/** Whether it is a table of fields. */
export const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Calls `visit` with each table and each plain value inside, at any depth, the value itself first. */
export function walk(value: unknown, visit: (inner: unknown) => void): void {
  if (Array.isArray(value)) {
    for (const entry of value) walk(entry, visit)
    return
  }
  visit(value)
  if (isTable(value)) for (const inner of Object.values(value)) walk(inner, visit)
}
