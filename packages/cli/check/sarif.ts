/** The report as SARIF 2.1.0, which code hosts show beside the source. */
import type { Rule } from '@scopegate/analysis/rules/index'
import type { Log, ReportingDescriptor, Location as SarifLocation } from 'sarif'
import type { Location } from './locate.ts'
import type { CheckReport } from './report.ts'

/** A SARIF log. That it has the standard’s form, the compiler checks. */
export function sarifOf({ findings }: CheckReport, rules: readonly Rule[]): Log {
  const indexes = new Map<string, number>(rules.map(({ id }, index) => [id, index]))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'scopes check', rules: rules.map(describe) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ rule, severity, cause, fix, location }) => ({
          ruleId: rule,
          ruleIndex: indexes.get(rule) ?? -1,
          level: severity,
          message: { text: `${cause}. ${fix}.` },
          locations: [place(location)],
        })),
      },
    ],
  }
}

const describe = ({ id, name, severity, rule, why, source, fix }: Rule): ReportingDescriptor => ({
  id,
  name,
  shortDescription: { text: `${rule}.` },
  fullDescription: { text: why },
  help: { text: `${fix}. Source: ${source}.` },
  defaultConfiguration: { level: severity },
})

/** A resource has no file of its own: the app that makes it stands in, so that a code host shows the result at all. */
const place = (location: Location): SarifLocation =>
  'resource' in location
    ? {
        physicalLocation: { artifactLocation: { uri: 'infra/app.ts' } },
        logicalLocations: [{ fullyQualifiedName: location.resource, kind: 'resource' }],
      }
    : {
        physicalLocation: {
          artifactLocation: { uri: location.file },
          ...(location.line === null ? {} : { region: { startLine: location.line } }),
        },
      }
