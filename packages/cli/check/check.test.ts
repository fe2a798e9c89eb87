import { expect, test } from 'vitest'
import { merged } from './check.ts'
import type { CheckReport, ReportedFinding } from './report.ts'

const finding = (rule: string, severity: ReportedFinding['severity']): ReportedFinding => ({
  rule,
  name: rule,
  severity,
  cause: 'It is so',
  why: 'Because',
  fix: 'Mend it',
  location: { file: 'scopes/catalog.ts', line: 1 },
})

const report = (...findings: readonly ReportedFinding[]): CheckReport => ({
  ok: findings.every(({ severity }) => severity !== 'error'),
  counts: { error: 0, warning: 0, note: 0 },
  rules: 1,
  skipped: null,
  findings,
  quotas: [],
  tokens: [],
})

test('an error of a later stage stands before the warnings of an earlier one, and what both have stands there once', () => {
  const [broken, near, told] = [finding('RS029', 'error'), finding('RS030', 'warning'), finding('RS031', 'note')]
  const { findings, counts, ok } = merged([report(near, told), report(broken, near)])
  expect(findings).toEqual([broken, near, told])
  expect({ counts, ok }).toEqual({ counts: { error: 1, warning: 1, note: 1 }, ok: false })
})
