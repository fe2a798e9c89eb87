/** docs/rules.md: the rules that `scopes check` holds the contract and the template to. */
import type { RuleInfo, Severity } from '@scopegate/analysis/rules/index'
import { markdown } from '../program/table.ts'
import { code, headOf, linkTo, type Page, pageOf } from './markdown.ts'

const file = 'rules.md'

const severities: Readonly<Record<Severity, string>> = {
  error: 'it has to be mended',
  warning: 'somebody has to decide',
  note: 'good to know',
}

export type Judged = 'rows' | 'contract' | 'template'

const judged: Readonly<Record<Judged, string>> = {
  rows: 'the rows of the contract, as written; while one is broken nothing is started or deployed',
  contract: 'the contract as a whole',
  template: 'the CloudFormation template',
}

export interface ShownRule extends RuleInfo {
  readonly on: Judged
}

const headingOf = ({ id, name }: RuleInfo) => `${id}: ${name}`

export const rulesPage = (rules: readonly ShownRule[]): Page =>
  pageOf(file, [
    ...headOf(
      'Rules',
      [],
      'What `scopes check` looks for. An id never means anything else later, so that it can stand in a commit, a log or an exception.',
    ),
    '',
    markdown(
      ['rule', 'name', 'severity', 'what it asks'],
      rules.map((rule) => [linkTo('', headingOf(rule), rule.id), code(rule.name), rule.severity, rule.rule]),
    ).trimEnd(),
    ...rules.flatMap((rule) => [
      '',
      `## ${headingOf(rule)}`,
      '',
      `${rule.rule}.`,
      '',
      `- Severity: ${rule.severity}; ${severities[rule.severity]}`,
      `- Looks at: ${judged[rule.on]}`,
      `- Why: ${rule.why}`,
      `- What to do: ${rule.fix}`,
      `- Source: ${rule.source}`,
    ]),
  ])
