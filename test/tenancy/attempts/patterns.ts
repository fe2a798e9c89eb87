/** Patterns of data: exact, but for what only the server can choose. */

/** A value that only the server can choose. */
export interface Unknown {
  readonly [unknown]: RegExp
}
const unknown = Symbol('unknown')

/** A ULID, as in ids and versions. */
export const aUlid: Unknown = { [unknown]: /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/ }
/** RFC 3339, UTC, with milliseconds. */
export const aTime: Unknown = { [unknown]: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ }

/** An app client's id. */
export const aClientId: Unknown = { [unknown]: /^[a-z0-9]{26}$/ }

const isUnknown = (value: object): value is Unknown => unknown in value

/** Whether the value is the pattern, field by field, with no field more. */
export function matches(value: unknown, pattern: unknown): boolean {
  if (typeof pattern !== 'object' || pattern === null) return Object.is(value, pattern)
  if (isUnknown(pattern)) return typeof value === 'string' && pattern[unknown].test(value)
  if (Array.isArray(pattern) !== Array.isArray(value)) return false
  if (typeof value !== 'object' || value === null) return false
  const names = Object.keys(pattern)
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const patterns: Readonly<Record<string, unknown>> = { ...pattern }
  return Object.keys(fields).length === names.length && names.every((name) => matches(fields[name], patterns[name]))
}
