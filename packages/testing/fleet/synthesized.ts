/**
 * The fleet's cloud assembly for tests, synthesized at most once for each stage of a run of vitest, by the first test file
 * that asks: CDK takes longer to load than most tests to run.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inject } from 'vitest'

/** The fleet's folder, which is laid out as a system. */
export const fleetRoot = fileURLToPath(new URL('./', import.meta.url)).slice(0, -1)

/**
 * The folder of the cloud assembly, to be read and not written. Needs `packages/testing/run-folder.ts` among the project's
 * global setups.
 */
export async function synthesizedFleet(stage = 'local'): Promise<string> {
  const folder = join(inject('runFolder'), stage)
  const [outdir, done, failed] = ['cdk.out', 'done', 'failed'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  if (isFirst(folder)) {
    const env = { ...process.env, CDK_OUTDIR: outdir, SCOPEGATE_STAGE: stage }
    try {
      await promisify(execFile)(process.execPath, [join(fleetRoot, 'infra/app.ts')], { env })
    } catch (error) {
      writeFileSync(failed, '')
      throw error
    }
    writeFileSync(done, '')
  }
  while (!existsSync(done)) {
    if (existsSync(failed)) throw new Error('The fleet does not synthesize: another test file has the reason')
    await sleep(50)
  }
  return outdir
}

/** Whether the folder was not there: of two who make it, one succeeds. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
