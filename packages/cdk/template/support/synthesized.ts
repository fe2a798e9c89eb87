/**
 * Synthesizes once for all template tests, as the CDK CLI does, in a process of its own: CDK takes longer to load than
 * every test here to run.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the cloud assembly that the template tests read. */
    readonly synthesized: string
  }
}

const app = fileURLToPath(new URL('../../app.ts', import.meta.url))

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'scopegate-template-'))
  await promisify(execFile)(process.execPath, [app], { env: { ...process.env, CDK_OUTDIR: folder } })
  project.provide('synthesized', folder)
  return () => rm(folder, { recursive: true, force: true })
}
