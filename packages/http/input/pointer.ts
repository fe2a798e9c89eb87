/**
 * JSON pointers (RFC 6901): how an answer names a place in the caller's body.
 *
 * @module
 */

/** The name of an unknown field is the caller's text; what is too long for a name was not meant as one. */
const longestName = 64

/** RFC 6901 §3. */
const escape = (name: PropertyKey): string =>
  String(name).slice(0, longestName).replaceAll('~', '~0').replaceAll('/', '~1')

/** The pointer to a place; empty for the whole body. */
export const pointer = (path: readonly PropertyKey[]): string => path.map((name) => `/${escape(name)}`).join('')
