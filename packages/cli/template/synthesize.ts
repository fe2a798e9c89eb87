/**
 * Synthesizes the template of this working tree, in a process of its own and in a folder that is gone afterwards.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Stack } from '@scopegate/template'
import { Failure } from '../program/failure.ts'
import { loadTemplates } from './load.ts'

/**
 * @param root the system’s folder, with a slash at the end
 * @param stage `local` unless given
 * @throws {Failure} with the app’s own words when it refuses or breaks
 */
export async function synthesizeTemplates(root: string, stage = 'local'): Promise<readonly Stack[]> {
  const folder = await mkdtemp(join(tmpdir(), 'scopegate-check-'))
  try {
    await promisify(execFile)(process.execPath, [`${root}infra/app.ts`], {
      cwd: `${root}infra`,
      env: { ...process.env, CDK_OUTDIR: folder, SCOPEGATE_STAGE: stage },
      maxBuffer: 64 * 1024 * 1024,
    })
    return loadTemplates(folder)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(`The template does not synthesize: ${reasonIn(error)}`, next)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const next = 'run `scopes synth` to see all it says, or check the contract alone with `--contract-only`'

/** The first line with which the app says why. It writes of the contract and of files, never of a secret. */
function reasonIn(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  const lines = said.split('\n').map((line) => line.trim())
  const own = lines.find((line) => line.startsWith('Cannot synthesize: '))?.slice('Cannot synthesize: '.length)
  return own ?? lines.find((line) => /^\w*Error\b.*: /.test(line)) ?? 'it does not say why'
}
