/**
 * The rule that a field breaks, in words, for zod issues without words of their own. Never the value: zod’s own
 * messages are not used, so that a change in them cannot start to quote input.
 *
 * @module
 */
import type { z } from 'zod'

type RawIssue = z.core.$ZodRawIssue

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
    case 'unrecognized_keys':
      return 'Is not valid'
  }
}
