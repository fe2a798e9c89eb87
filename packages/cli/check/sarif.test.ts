import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { rules } from '@scopegate/analysis/rules/index'
import { type Schema, Validator } from 'jsonschema'
import { expect, test } from 'vitest'
import type { Location } from './locate.ts'
import type { CheckReport } from './report.ts'
import { sarifOf } from './sarif.ts'

const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
// The cast is safe: it is the official schema, from a package of Microsoft’s that carries it.
const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema

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
    finding('RS037', 'note', { resource: 'Scopegate/garage-api/Api/GET--v1--deposit/Resource' }),
  ],
  quotas: [],
  tokens: [],
}

test('SARIF is what the official schema asks for, with findings and without', () => {
  for (const each of [report, { ...report, findings: [] }]) {
    expect(new Validator().validate(sarifOf(each, rules), schema).errors.map(String)).toEqual([])
  }
})

test('the official schema refuses what is no SARIF', () => {
  expect(new Validator().validate({ ...sarifOf(report, rules), runs: [{}] }, schema).errors).not.toEqual([])
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
                  { fullyQualifiedName: 'Scopegate/garage-api/Api/GET--v1--deposit/Resource', kind: 'resource' },
                ],
              },
            ],
          },
        ],
      },
    ],
  })
})
