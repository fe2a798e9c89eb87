/** What `start` needs of a system besides its contract, found in its folder by convention. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { SampleData } from '@scopegate/contract'
import { brokenFile } from '../program/broken-file.ts'
import { Failure } from '../program/failure.ts'
import { atStage, loadSystem, type System } from '../program/system.ts'

export interface StartableSystem extends System {
  /** Empty where the system has none. */
  readonly sampleData: SampleData
  readonly app: string
}

/** Where a system states its sample data, as `sampleData`. */
const sampleFile = 'infra/sample-data.ts'

/** @throws {Failure} when the sample data does not load, or is none */
export async function startable(system: System): Promise<StartableSystem> {
  return { ...system, sampleData: await sampleDataOf(system.root), app: join(system.root, 'infra', 'app.ts') }
}

/** The system of a folder, ready to start. @throws {Failure} when there is none */
export const startableSystem = async (root: string): Promise<StartableSystem> =>
  startable(atStage(await loadSystem(root, undefined), undefined))

async function sampleDataOf(root: string): Promise<SampleData> {
  const file = join(root, sampleFile)
  if (!existsSync(file)) return []
  const module: unknown = await import(pathToFileURL(file).href).catch((error: unknown) => {
    throw new Failure(`\`${sampleFile}\` cannot be loaded (${brokenFile(error, root)})`, 'the type checker shows where')
  })
  const data: unknown = Reflect.get(Object(module), 'sampleData')
  // The cast is safe for what `defineSampleData` typed; a step of another shape is refused when it runs.
  if (Array.isArray(data)) return data as SampleData
  throw new Failure(
    `\`${sampleFile}\` exports no \`sampleData\``,
    'add `export const sampleData = defineSampleData(contract, [ … ])`',
  )
}
