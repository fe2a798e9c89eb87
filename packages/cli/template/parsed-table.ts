/**
 * Tables that stand as JSON in a text of a template.
 *
 * @module
 */
import { isTable } from './walk.ts'

/** JSON with references in its texts, as a table; `undefined` when it is none. */
export function parsedTable(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return isTable(value) ? value : undefined
  } catch {
    return undefined
  }
}
