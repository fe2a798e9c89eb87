/** Values of a template: tables of fields, and all that stands inside them. */

/** Fields by name. */
export type Table = Readonly<Record<string, unknown>>

/** Whether it is a table of fields. */
export const isTable = (value: unknown): value is Table =>
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

/** JSON with references in its texts, as a table; `undefined` when it is none. */
export function parsedTable(text: string | undefined): Table | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return isTable(value) ? value : undefined
  } catch {
    return undefined
  }
}
