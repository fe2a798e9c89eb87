/**
 * A system as `start` needs it, found in its folder by convention.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Contract } from '@scopegate/contract'
import { Failure } from '../program/failure.ts'
import type { SampleData } from './sample-data.ts'

export interface System {
  readonly contract: Contract
  /** Empty where the system has none. */
  readonly sampleData: SampleData
  /** The file of its CDK app. */
  readonly app: string
}

/**
 * Loads it: `scopes/contract.ts` and, when it exists, `infra/sample-data.ts`.
 *
 * @throws {Failure} when one of them does not export what it must
 */
export async function loadSystem(root: string): Promise<System> {
  return {
    // The cast is safe for a contract that the type checker saw; one that it did not is judged before any command runs.
    contract: (await exported(root, 'scopes/contract.ts', 'contract')) as Contract,
    sampleData: await sampleDataOf(root),
    app: join(root, 'infra', 'app.ts'),
  }
}

const sampleFile = 'infra/sample-data.ts'

async function sampleDataOf(root: string): Promise<SampleData> {
  if (!existsSync(join(root, sampleFile))) return []
  const data = await exported(root, sampleFile, 'sampleData')
  // The cast is safe for what `defineSampleData` typed; a step of another shape is refused when it runs.
  if (Array.isArray(data)) return data as SampleData
  throw notExported(sampleFile, 'sampleData')
}

async function exported(root: string, file: string, name: string): Promise<unknown> {
  const module: unknown = await import(pathToFileURL(join(root, file)).href)
  if (typeof module === 'object' && module !== null && name in module) return Reflect.get(module, name)
  throw notExported(file, name)
}

const notExported = (file: string, name: string) =>
  new Failure(`\`${file}\` does not export \`${name}\``, `export \`${name}\` from it`)
