/**
 * The project's cloud assembly for tests, and copies of it with one thing changed.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const app = fileURLToPath(new URL('../../../infra/app.ts', import.meta.url))

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

/** Synthesizes the CDK app into a folder of its own. */
export async function testAssembly(): Promise<TestAssembly> {
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-assembly-'))
  const directory = join(folder, 'cdk.out')
  await promisify(execFile)(process.execPath, [app], { env: { ...process.env, CDK_OUTDIR: directory } })
  let copies = 0
  return {
    directory,
    changed: (change) => {
      const copy = join(folder, `copy-${copies++}`)
      cpSync(directory, copy, { recursive: true })
      const file = join(copy, 'Scopegate.template.json')
      // Safe: CloudFormation's own shape, just written by CDK.
      const template = JSON.parse(readFileSync(file, 'utf8')) as RawTemplate
      change(template)
      writeFileSync(file, JSON.stringify(template))
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
