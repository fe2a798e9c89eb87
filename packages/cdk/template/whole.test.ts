import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedParts } from '@scopegate/analysis/plan/resources/refused'
import { quotaUses } from '@scopegate/analysis/quotas'
import { contract, general } from '@scopegate/testing/fleet/contract'
import { stages } from '@scopegate/testing/fleet/infra/stages'
import { fleetRoot } from '@scopegate/testing/fleet/synthesized'
import { expect, onTestFinished, test } from 'vitest'
import { synthesize } from '../app.ts'
import { list } from '../testing/functions.ts'
import { assembly, referencesIn, type Template } from '../testing/template.ts'

const { main, data, directory } = await assembly()

test('the same contract gives the same template, byte for byte, in this process and in one of its own', () => {
  const again = mkdtempSync(join(tmpdir(), 'scopegate-again-'))
  onTestFinished(() => rmSync(again, { recursive: true, force: true }))
  synthesize({ contract, stages, root: fleetRoot, outdir: again })
  for (const name of ['Fleet', 'FleetData']) {
    const read = (folder: string) => readFileSync(join(folder, `${name}.template.json`), 'utf8')
    expect(read(again)).toBe(read(directory))
  }
})

test('synthesis has no warning to give', () => {
  const manifest = readFileSync(join(directory, 'manifest.json'), 'utf8')
  const notes = ['Fleet', 'FleetData']
    .map((name) => join(directory, `${name}.metadata.json`))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
  for (const text of [manifest, ...notes]) expect(text).not.toMatch(/aws:cdk:(?:warning|error)/)
  expect(JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'))).not.toMatchObject({
    pluginReports: [{ conclusion: 'failure' }],
  })
})

test('a stack has the resources and outputs that the contract alone says, so that too many are refused before synthesis', () => {
  const used = (name: string) => quotaUses(contract).find(({ quota }) => quota === name)?.used
  expect(used('resources-per-template')).toBe(Object.keys(main.Resources).length)
  expect(used('outputs-per-template')).toBe(Object.keys(main.Outputs ?? {}).length)
})

type Rows = Readonly<Record<string, { readonly Type: string; readonly Properties: unknown }>>

test('what a plan judges before synthesis by, the attributes and the domain of each pool, is what is synthesized', () => {
  const parts = fixedParts(contract, stages.local).Resources
  const of = (resources: Rows, type: string, ...fields: readonly string[]) =>
    Object.values(resources)
      .filter(({ Type }) => Type === `AWS::Cognito::${type}`)
      // The cast is safe: properties are a record.
      .map(({ Properties }) => fields.map((field) => (Properties as Readonly<Record<string, unknown>>)[field]))
  for (const [type, ...fields] of [
    ['UserPool', 'Schema'],
    ['UserPoolDomain', 'Domain', 'CustomDomainConfig'],
  ] as const) {
    expect(of(parts, type, ...fields)).toEqual(of(main.Resources, type, ...fields))
  }
})

/** What must exist before the resource: what it refers to, and what it says it depends on. */
function before(template: Template, id: string): readonly string[] {
  const { Properties, DependsOn = [] } = template.Resources[id] ?? { Properties: undefined }
  return [...referencesIn(Properties), ...list(DependsOn)].filter((other) => other in template.Resources)
}

/** The first cycle among the resources, if there is one. */
function cycleIn(template: Template): readonly string[] | undefined {
  const done = new Set<string>()
  const visit = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id]
    if (done.has(id)) return undefined
    for (const other of before(template, id)) {
      const cycle = visit(other, [...path, id])
      if (cycle !== undefined) return cycle
    }
    done.add(id)
    return undefined
  }
  for (const id of Object.keys(template.Resources)) {
    const cycle = visit(id, [])
    if (cycle !== undefined) return cycle
  }
  return undefined
}

test('no resource waits for itself, pool and trigger least of all', () => {
  expect(cycleIn(main)).toBeUndefined()
  expect(cycleIn(data)).toBeUndefined()
})

test('every reference leads somewhere', () => {
  for (const template of [main, data]) {
    const unknown = [...referencesIn(template.Resources)].filter(
      (id) => !(id in template.Resources) && !id.startsWith('AWS::'),
    )
    expect(unknown).toEqual([])
  }
})

test('the main stack holds only kinds of resources that it needs', () => {
  const kinds = new Set(Object.values(main.Resources).map(({ Type }) => Type))
  // No identity pool: nobody gets AWS credentials for a token. No custom resource: nothing runs code while deploying.
  expect([...kinds].sort()).toEqual([
    'AWS::ApiGatewayV2::Api',
    'AWS::ApiGatewayV2::Authorizer',
    'AWS::ApiGatewayV2::Integration',
    'AWS::ApiGatewayV2::Route',
    'AWS::ApiGatewayV2::Stage',
    'AWS::Cognito::ManagedLoginBranding',
    'AWS::Cognito::UserPool',
    'AWS::Cognito::UserPoolClient',
    'AWS::Cognito::UserPoolDomain',
    'AWS::Cognito::UserPoolResourceServer',
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::Lambda::Function',
    'AWS::Lambda::Permission',
    'AWS::Logs::LogGroup',
  ])
  expect(Object.keys(main.Resources).length).toBeLessThan(500)
})

test('the template carries the contract that it was made from, as its stage has it', () => {
  expect(main.Metadata?.['scopegate:contract']).toEqual(general)
})

test('outputs have addresses and client ids, never a secret', () => {
  const outputs = Object.entries(main.Outputs ?? {})
  for (const [name] of outputs) expect(name).toMatch(/^[A-Z][A-Za-z]+(?:ApiUrl|Issuer|TokenUrl|ClientId)$/)
  expect(JSON.stringify(outputs)).not.toMatch(/secret|password|@/i)
  expect(JSON.stringify(main)).not.toContain('ClientSecret')
})
