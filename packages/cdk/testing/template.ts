/**
 * Reads synthesized CloudFormation templates. Everything here looks at the JSON that would be deployed, never at the
 * constructs that made it, and shares no code with the emulator's reader.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { synthesizedFleet } from '@scopegate/testing/fleet/synthesized'

export interface Resource<Properties = unknown> {
  readonly id: string
  readonly Type: string
  readonly Properties: Properties
  readonly Metadata: Readonly<Record<string, unknown>>
  readonly DependsOn?: string | readonly string[]
  readonly DeletionPolicy?: string
  readonly UpdateReplacePolicy?: string
}

export interface Template {
  readonly Resources: Readonly<Record<string, Omit<Resource, 'id'>>>
  readonly Metadata?: Readonly<Record<string, unknown>>
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: unknown }>>
}

export interface Assembly {
  readonly directory: string
  readonly main: Template
  readonly data: Template
}

/** The cloud assembly of the neutral system: to be read, not written. */
export async function assembly(): Promise<Assembly> {
  const directory = await synthesizedFleet()
  // The casts are safe as far as CDK writes CloudFormation templates; the tests read the rest with care.
  const read = (name: string) => JSON.parse(readFileSync(join(directory, `${name}.template.json`), 'utf8')) as Template
  return { directory, main: read('Fleet'), data: read('FleetData') }
}

/** The resources of one type, with the shape that the caller gives their properties. */
export const ofType = <Properties>(template: Template, type: string): readonly Resource<Properties>[] =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    // The cast is the caller's claim about CloudFormation's documented shape; a wrong one shows as a failing comparison.
    .map(([id, resource]) => ({ ...resource, id, Metadata: resource.Metadata ?? {} }) as Resource<Properties>)

/** The one element, or an error that says what was sought. */
export function only<T>(found: readonly T[], what: string): T {
  const [first] = found
  if (first === undefined || found.length !== 1) throw new Error(`Expected one ${what}, found ${found.length}`)
  return first
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A value as text, references left visible: `{Ref: Pool}` is `${Pool}`, an attribute `${Pool.Arn}`, an import
 * `${!export}`. A reference to a resource server is its identifier, as CloudFormation documents.
 */
export function render(template: Template, value: unknown): string {
  if (!isRecord(value)) return String(value)
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': joined, 'Fn::ImportValue': imported, 'Fn::Sub': pattern } = value
  if (typeof Ref === 'string') {
    const target = template.Resources[Ref]
    return target?.Type === 'AWS::Cognito::UserPoolResourceServer' && isRecord(target.Properties)
      ? String(target.Properties['Identifier'])
      : `\${${Ref}}`
  }
  if (Array.isArray(attribute)) return `\${${attribute.join('.')}}`
  if (typeof imported === 'string') return `\${!${imported}}`
  if (typeof pattern === 'string') return pattern
  if (Array.isArray(joined) && Array.isArray(joined[1])) {
    return joined[1].map((part) => render(template, part)).join(String(joined[0]))
  }
  throw new Error(`No rule for ${Object.keys(value).join(', ')}`)
}

/** The logical ids that a value refers to, anywhere inside. */
export function referencesIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (inner: unknown): void => {
    if (Array.isArray(inner)) {
      inner.forEach(visit)
    } else if (isRecord(inner)) {
      if (typeof inner['Ref'] === 'string') found.add(inner['Ref'])
      const attribute: unknown = inner['Fn::GetAtt']
      if (Array.isArray(attribute)) found.add(String(attribute[0]))
      const pattern = inner['Fn::Sub']
      if (typeof pattern === 'string') {
        for (const [, name = ''] of pattern.matchAll(/\$\{([^.}]+)/g)) found.add(name)
      }
      Object.values(inner).forEach(visit)
    }
  }
  visit(value)
  return found
}
