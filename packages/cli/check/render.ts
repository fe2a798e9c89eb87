/** The report as text, in the manner of compilers: what, where, why, what to do; then how tight it is, then a count. */
import type { RuleInfo } from '@scopegate/analysis/rules/index'
import type { Style } from '../program/style.ts'
import { aligned, type Cell } from '../program/table.ts'
import { tellLocation } from './locate.ts'
import type { CheckReport, ReportedFinding } from './report.ts'

/** A large contract has thousands of tokens. */
const mostTokens = 12

const number = (value: number) => value.toLocaleString('en')

/** Ends with a line end. */
export function renderCheck(report: CheckReport, style: Style): string {
  return renderFindings(report, style, [
    ...(report.quotas.length === 0 ? [] : [renderQuotas(report, style)]),
    ...(report.tokens.length === 0 ? [] : [renderTokens(report, style)]),
  ])
}

/** The findings and the count, without how tight it is. */
export function renderFindings(report: CheckReport, style: Style, more: readonly string[] = []): string {
  const findings = report.findings.map((finding) => renderFinding(finding, style))
  return [...findings, ...more, renderSummary(report, style)].join('\n')
}

function renderFinding({ severity, rule, cause, location, why, fix }: ReportedFinding, style: Style): string {
  const mark = { error: style.bad, warning: style.strong, note: style.faint }[severity]
  return [
    `${mark(`${severity} ${rule}`)}: ${style.strong(cause)}`,
    `  ${style.faint('-->')} ${tellLocation(location)}`,
    `  why: ${why}`,
    `  fix: ${fix}`,
    '',
  ].join('\n')
}

const heading = (style: Style, ...names: readonly string[]): readonly Cell[] =>
  names.map((text) => ({ text, mark: style.strong }))

/** One line for each quota: where it is tightest. Which other uses there are, `--json` says. */
function renderQuotas({ quotas }: CheckReport, style: Style): string {
  const tightest = [...Map.groupBy(quotas, ({ quota }) => quota).values()].flatMap(([first]) => first ?? [])
  const lines = tightest.map(({ what, where, used, limit, left }): readonly Cell[] =>
    [what, where, number(used), number(limit), number(left)].map((text) => marked(text, left, style)),
  )
  return aligned([heading(style, 'quota', 'where it is tightest', 'used', 'limit', 'left'), ...lines])
}

function renderTokens({ tokens }: CheckReport, style: Style): string {
  const lines = tokens
    .slice(0, mostTokens)
    .map(({ role, client, bytes, left }): readonly Cell[] =>
      [role, client, number(bytes), number(left)].map((text) => marked(text, left, style)),
    )
  const more = tokens.length - lines.length
  const table = aligned([heading(style, 'longest token of', 'through', 'bytes', 'left'), ...lines])
  return more === 0 ? table : `${table}… and ${number(more)} shorter ones: \`--json\` lists all\n`
}

const marked = (text: string, left: number, style: Style): Cell => (left < 0 ? { text, mark: style.bad } : { text })

const counted = (count: number, word: string) =>
  `${count === 0 ? 'no' : number(count)} ${word}${count === 1 ? '' : 's'}`

function renderSummary({ ok, counts, rules, skipped }: CheckReport, style: Style): string {
  const found = `${counted(counts.error, 'error')}, ${counted(counts.warning, 'warning')}`
  const sentence = `${found.charAt(0).toUpperCase()}${found.slice(1)}: ${counted(rules, 'rule')} judged`
  const missing = skipped === null ? '' : `Not judged: ${skipped}.\n`
  const explain =
    counts.error + counts.warning === 0 ? '' : 'Next: `scopes check --explain <id>` says more about a rule\n'
  return `${(ok ? style.good : style.bad)(sentence)}.\n${missing}${explain}`
}

/** One rule at length, as compilers explain an error’s number. Ends with a line end. */
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
