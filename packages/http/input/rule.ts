/**
 * Which field breaks a rule, as a JSON pointer (RFC 6901), and the rule in words, for zod issues without words of their own. Never the value: zod’s own
 * messages are not used, so that a change in them cannot start to quote input.
 */
import type { $ZodIssue, $ZodRawIssue, ParseContext, util } from 'zod/v4/core'

type RawIssue = $ZodRawIssue

/** A schema of `zod` or of `zod/mini`: nothing here loads either. */
export interface Schema<T> {
  readonly safeParse: (value: unknown, context?: ParseContext<$ZodIssue>) => util.SafeParseResult<T>
}

/** What the schema makes of a value. */
export type Parsed<S> = S extends Schema<infer T> ? T : never

const nouns: Readonly<Record<string, string>> = {
  string: 'characters',
  array: 'items',
  set: 'items',
  map: 'entries',
  object: 'fields',
  file: 'bytes',
}

const amount = (limit: number | bigint, origin: string): string =>
  nouns[origin] === undefined ? String(limit) : `${limit} ${nouns[origin]}`

const isMissing = (issue: RawIssue): boolean => issue.input === undefined

/** The words for one issue: sentence case, no final period. A message in the schema itself comes before these. */
export function ruleOf(issue: RawIssue): string {
  if (isMissing(issue)) return 'Is required'
  switch (issue.code) {
    case 'invalid_type':
      return `Must be of type ${String(issue['expected'])}`
    case 'too_small':
      return `Must be ${issue.inclusive === false ? 'more than' : 'at least'} ${amount(issue.minimum, issue.origin)}`
    case 'too_big':
      return `Must be ${issue.inclusive === false ? 'less than' : 'at most'} ${amount(issue.maximum, issue.origin)}`
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}`
    case 'invalid_value':
      return `Must be one of: ${issue.values.map(String).join(', ')}`
    case 'invalid_format':
      return issue.format === 'regex' ? `Must match ${issue.pattern}` : `Must be of format ${issue.format}`
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
      return 'Is not valid'
    case 'unrecognized_keys':
      return `Must not have ${issue.keys.map((key) => `\`${key}\``).join(', ')}`
  }
}

/** The name of an unknown field is the caller's text; what is too long for a name was not meant as one. */
const longestName = 64

/** RFC 6901 §3. */
const escape = (name: PropertyKey): string =>
  String(name).slice(0, longestName).replaceAll('~', '~0').replaceAll('/', '~1')

/** The pointer to a place; empty for the whole body. */
export const pointer = (path: readonly PropertyKey[]): string => path.map((name) => `/${escape(name)}`).join('')
