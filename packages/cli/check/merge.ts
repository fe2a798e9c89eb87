/**
 * The reports of several stages as one: what holds for all of them stands there once.
 *
 * @module
 */
import type { CheckReport } from './report.ts'

/** The entries of all lists, each once. */
function once<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const all = new Map(lists.flat().map((each) => [JSON.stringify(each), each]))
  return [...all.values()]
}

/** @param reports one for each stage, at least one */
export function merged(reports: readonly CheckReport[]): CheckReport {
  const [first, ...others] = reports
  if (first === undefined) throw new Error('No stage was judged')
  if (others.length === 0) return first
  const findings = once(reports.map((report) => report.findings))
  const count = (severity: keyof CheckReport['counts']) => findings.filter((each) => each.severity === severity).length
  return {
    ok: reports.every(({ ok }) => ok),
    counts: { error: count('error'), warning: count('warning'), note: count('note') },
    rules: Math.max(...reports.map(({ rules }) => rules)),
    skipped: reports.find(({ skipped }) => skipped !== null)?.skipped ?? null,
    findings,
    quotas: [...once(reports.map(({ quotas }) => quotas))].sort((a, b) => b.used / b.limit - a.used / a.limit),
    tokens: once(reports.map(({ tokens }) => tokens)),
  }
}
