/** The neutral system's cloud assembly for tests, and copies of it with one thing changed. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { synthesizedFleet } from '@scopegate/testing/fleet/synthesized'

/** A template of CloudFormation, loosely: tests break it in all kinds of ways. */
export interface RawTemplate {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown>; Metadata: Record<string, unknown> }>
}

export interface TestAssembly {
  readonly directory: string
  /** A copy whose main stack's template was changed. */
  readonly changed: (change: (template: RawTemplate) => void) => string
  readonly remove: () => void
}

export async function testAssembly(): Promise<TestAssembly> {
  const directory = await synthesizedFleet()
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-assembly-'))
  let copies = 0
  return {
    directory,
    changed: (change) => {
      const copy = join(folder, `copy-${copies++}`)
      cpSync(directory, copy, { recursive: true })
      for (const name of readdirSync(copy).filter((each) => each.endsWith('.template.json'))) {
        const file = join(copy, name)
        // Safe: CloudFormation's own shape, just written by CDK.
        const template = JSON.parse(readFileSync(file, 'utf8')) as RawTemplate
        if (propertiesOf(template, 'AWS::Cognito::UserPool').length === 0) continue
        change(template)
        writeFileSync(file, JSON.stringify(template))
      }
      return copy
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The properties of each resource of a type. */
export const propertiesOf = (template: RawTemplate, type: string): readonly Record<string, unknown>[] =>
  Object.values(template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties)
