import { rules } from '@scopegate/analysis/rules/index'
import type { Log, Result } from 'sarif'
import { expect, test } from 'vitest'
import type { Location } from './locate.ts'
import type { CheckReport } from './report.ts'
import { sarifOf } from './sarif.ts'

const finding = (rule: string, severity: 'error' | 'warning' | 'note', location: Location) => ({
  rule,
  severity,
  location,
  name: 'a-rule',
  cause: 'Something is wrong',
  why: 'It matters.',
  fix: 'Mend it',
})

const report: CheckReport = {
  ok: false,
  counts: { error: 1, warning: 1, note: 1 },
  rules: rules.length,
  skipped: null,
  findings: [
    finding('RS006', 'error', { file: 'scopes/operations.ts', line: 41 }),
    finding('RS020', 'warning', { file: 'scopes/catalog.ts', line: null }),
    finding('RS037', 'note', { resource: 'Fleet/garage-api/Api/GET--v1--deposit/Resource' }),
  ],
  quotas: [],
  tokens: [],
}

test('SARIF has a text for each rule and each finding, and no place before the first line', () => {
  const [run] = sarifOf(report, rules).runs
  const texts = [
    ...(run?.results ?? []).map(({ message }) => message.text),
    ...(run?.tool.driver.rules ?? []).flatMap(({ shortDescription, fullDescription, help }) =>
      [shortDescription, fullDescription, help].map((each) => each?.text),
    ),
  ]
  expect(texts).toHaveLength(3 + 3 * rules.length)
  expect(texts.filter((text) => text === undefined || text === '')).toEqual([])
  const lines = (run?.results ?? []).flatMap(({ locations = [] }) =>
    locations.flatMap(({ physicalLocation }) => physicalLocation?.region?.startLine ?? []),
  )
  expect(lines).toEqual([41])
})

test('the type of a log refuses what is no SARIF', () => {
  // @ts-expect-error a run names its tool
  const runs: Log['runs'] = [{}]
  // @ts-expect-error a result has one of four levels
  const level: Result['level'] = 'fatal'
  expect([runs, level]).toHaveLength(2)
})

test('SARIF places a finding in its line, or names the resource', () => {
  expect(sarifOf(report, rules)).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { rules: rules.map(({ id, name }) => ({ id, name })) } },
        results: [
          {
            ruleId: 'RS006',
            ruleIndex: 5,
            level: 'error',
            message: { text: 'Something is wrong. Mend it.' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'scopes/operations.ts' },
                  region: { startLine: 41 },
                },
              },
            ],
          },
          { level: 'warning', locations: [{ physicalLocation: { artifactLocation: { uri: 'scopes/catalog.ts' } } }] },
          {
            level: 'note',
            locations: [
              {
                logicalLocations: [
                  { fullyQualifiedName: 'Fleet/garage-api/Api/GET--v1--deposit/Resource', kind: 'resource' },
                ],
              },
            ],
          },
        ],
      },
    ],
  })
})
