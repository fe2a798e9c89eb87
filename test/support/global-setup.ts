/**
 * What the tests of the whole share: the synthesized template, a DynamoDB, and a local stack that runs the template.
 * All of it lives in a folder of its own and is gone afterwards.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { synthesize } from '@scopegate/cdk'
import { startableSystem, startSystem } from '@scopegate/cli/start/index'
import type { StackFile } from '@scopegate/emulator'
import { stages } from '@scopegate/infra/stages'
import { contract } from '@scopegate/scopes/contract'
import type { TestProject } from 'vitest/node'
import { startServices } from './services-process.ts'
import { servicesVariables } from './services-variables.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the synthesized cloud assembly. */
    readonly cloudAssembly: string
    /** The folder that the local stack keeps its data and keys in. */
    readonly stackDirectory: string
    /** What the local stack says about itself. */
    readonly stack: StackFile
    /** Where `services/server.ts` listens, on the same pools and tables as the local stack. */
    readonly servicesUrl: string
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url))

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'scopegate-test-'))
  const cloudAssembly = synthesize({ contract, stages, root, stage: 'local', outdir: join(folder, 'cdk.out') })
  const stackDirectory = join(folder, 'local')
  const local = await startSystem({
    system: await startableSystem(root),
    port: 0,
    directory: stackDirectory,
    template: cloudAssembly,
  })
  const services = await startServices(servicesVariables(local))
  project.provide('servicesUrl', services.url)
  project.provide('cloudAssembly', cloudAssembly)
  project.provide('stackDirectory', stackDirectory)
  project.provide('stack', local.file)
  return async () => {
    await services.stop()
    await local.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
