/** Judges the contract and a template of it. */

import type { TemplateSystem } from '@scopegate/analysis/deployed/template'
import type { QuotaUse } from '@scopegate/analysis/quotas'
import {
  type Breach,
  rules as everyRule,
  judgeContract,
  judgeRows,
  judgeTemplate,
  type Rule,
  type Severity,
  type SoundContract,
  soundContract,
} from '@scopegate/analysis/rules/index'
import { templateQuotaUses } from '@scopegate/analysis/template-quotas'
import { type TokenSize, tokenRoomBytes } from '@scopegate/analysis/token-size'
import type { Contract } from '@scopegate/contract/contract'
import { Failure } from '../program/failure.ts'
import type { Location } from './locate.ts'
import type { CheckReport, ReportedFinding, ReportedQuota, ReportedToken } from './report.ts'

interface CheckInput {
  readonly contract: Contract
  /** Those that count; the others are run where these need it. */
  readonly rules: readonly Rule[]
  /** Reads or makes the template; `undefined` leaves it out. Called only when a rule needs it. */
  readonly template: (() => Promise<TemplateSystem>) | undefined
  readonly locate: (place: Breach['place']) => Location
}

/** @throws {Failure} when what was asked for could not be judged, and nothing was found that says why */
export async function check({ contract, rules, template, locate }: CheckInput): Promise<CheckReport> {
  const chosen = new Set(rules.map(({ id }) => id))
  const ofRows = judgeRows(everyRule, contract)
  const rowFindings = ofRows.filter(({ rule }) => chosen.has(rule.id))
  const report = (breaches: readonly Breach[], rest: Partial<CheckReport>): CheckReport =>
    reportOf(breaches, rules.length, locate, rest)
  if (ofRows.length > 0) {
    if (rowFindings.length === 0 && !rules.every(({ on }) => on === 'rows')) throw brokenRows(ofRows)
    const skipped = 'everything else, which needs a contract that these rules do not fail'
    return report(rowFindings, { skipped, rules: rules.filter(({ on }) => on === 'rows').length })
  }
  const sound = soundContract(contract)
  const ofContract = judgeContract(rules, sound)
  const wanted = template !== undefined && rules.some(({ on }) => on === 'template')
  const read = wanted ? await readTemplate(template, ofContract) : undefined
  if (typeof read === 'string') return report(ofContract, { ...measured(sound, undefined), skipped: read })
  const ofTemplate = read === undefined ? [] : judgeTemplate(rules, sound, read)
  return report([...ofContract, ...ofTemplate], {
    ...measured(sound, read),
    skipped: template === undefined ? 'the template, because of `--contract-only`' : null,
    rules: rules.filter(({ on }) => on !== 'template' || read !== undefined).length,
  })
}

const brokenRows = (breaches: readonly Breach[]) =>
  new Failure(
    `The contract breaks ${[...new Set(breaches.map(({ rule }) => rule.id))].join(', ')}, and these rules need one that does not`,
    'type `scopes check --contract-only` and mend what it finds',
  )

/** The template, or why there is none: an error of the contract explains it, anything else is a failure. */
async function readTemplate(
  template: () => Promise<TemplateSystem>,
  found: readonly Breach[],
): Promise<TemplateSystem | string> {
  try {
    return await template()
  } catch (error) {
    if (!(error instanceof Failure) || !found.some(({ rule }) => rule.severity === 'error')) throw error
    return `the template, which could not be had: ${error.message}`
  }
}

const byTightness = (one: QuotaUse, other: QuotaUse) => other.used / other.limit - one.used / one.limit
const byLength = (one: TokenSize, other: TokenSize) => other.bytes - one.bytes

/** How tight it is. A contract with broken rows cannot be measured. */
function measured({ quotas: counted, tokens: sizes }: SoundContract, template: TemplateSystem | undefined) {
  const uses: readonly QuotaUse[] = [...counted, ...(template === undefined ? [] : templateQuotaUses(template))]
  const quotas = uses
    .map(({ quota, what, where, used, limit, adjustableTo, source }): ReportedQuota => {
      const left = limit - used
      return { quota, what, where, used, limit, left, adjustableTo, source }
    })
    .sort(byTightness)
  const tokens = sizes.map((size): ReportedToken => ({ ...size, left: tokenRoomBytes - size.bytes })).sort(byLength)
  return { quotas, tokens }
}

function countsOf(findings: readonly ReportedFinding[]): CheckReport['counts'] {
  const count = (severity: Severity) => findings.filter((each) => each.severity === severity).length
  return { error: count('error'), warning: count('warning'), note: count('note') }
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 }
const bySeverity = (one: ReportedFinding, other: ReportedFinding) => ranks[one.severity] - ranks[other.severity]

function reportOf(
  breaches: readonly Breach[],
  rules: number,
  locate: CheckInput['locate'],
  rest: Partial<CheckReport>,
): CheckReport {
  const findings = breaches
    .map(({ rule: { id, name, severity, why }, cause, fix, place }): ReportedFinding => {
      return { rule: id, name, severity, cause, why, fix, location: locate(place) }
    })
    .sort(bySeverity)
  const counts = countsOf(findings)
  return { ok: counts.error === 0, counts, rules, skipped: null, findings, quotas: [], tokens: [], ...rest }
}

/** The entries of all lists, each once. */
function once<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const all = new Map(lists.flat().map((each) => [JSON.stringify(each), each]))
  return [...all.values()]
}

/** The reports of one stage or several as one: what holds for all of them stands there once. */
export function merged(reports: readonly CheckReport[]): CheckReport {
  const [first, ...others] = reports
  if (first === undefined) throw new Error('No stage was judged')
  if (others.length === 0) return first
  const findings = once(reports.map((report) => report.findings)).toSorted(bySeverity)
  return {
    ok: reports.every(({ ok }) => ok),
    counts: countsOf(findings),
    rules: Math.max(...reports.map(({ rules }) => rules)),
    skipped: reports.find(({ skipped }) => skipped !== null)?.skipped ?? null,
    findings,
    quotas: once(reports.map(({ quotas }) => quotas)).toSorted(byTightness),
    tokens: once(reports.map(({ tokens }) => tokens)).toSorted(byLength),
  }
}
