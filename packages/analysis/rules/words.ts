/**
 * How findings are worded and placed.
 *
 * @module
 */
import type { Finding, Place } from './rule.ts'

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
