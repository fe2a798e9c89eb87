/**
 * One rule at length, as compilers explain an error’s number.
 *
 * @module
 */
import type { Rule, RuleInfo } from '@scopegate/analysis/rules/index'
import type { Style } from '../program/style.ts'

/** A rule without what judges. */
export const infoOf = ({ id, name, severity, rule, why, source, fix }: Rule): RuleInfo => ({
  id,
  name,
  severity,
  rule,
  why,
  source,
  fix,
})

/** Ends with a line end. */
export function renderExplanation({ id, name, severity, rule, why, source, fix }: RuleInfo, style: Style): string {
  return [
    `${style.strong(`${id} ${name}`)} (${severity})`,
    '',
    `${rule}.`,
    '',
    `why:    ${why}`,
    `fix:    ${fix}.`,
    `source: ${source}`,
    '',
  ].join('\n')
}
