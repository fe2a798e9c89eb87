/** Runs a system on this machine: its template in the emulator, with demo users and its sample data. */
import { type LocalStack, type LocalStackOptions, startLocalStack } from '@scopegate/emulator'
import { synthesizeOnce } from '../template/reuse.ts'
import { putSampleData } from './put-sample-data.ts'
import type { StartableSystem } from './system.ts'
import { demoOrgs, demoUsers } from './users.ts'

export interface StartOptions extends Omit<LocalStackOptions, 'template' | 'people' | 'prepare'> {
  readonly system: StartableSystem
  /** The stage to synthesize; `local` unless given. */
  readonly stage?: string | undefined
  /** A cloud assembly's folder; without it, the system's CDK app is synthesized. */
  readonly template?: string | undefined
}

/** Starts everything, or nothing. @throws Error of one line */
export function startSystem({
  system,
  stage = 'local',
  template,
  fresh = false,
  log = () => {},
  ...rest
}: StartOptions): Promise<LocalStack> {
  const { contract, sampleData, app, root } = system
  return startLocalStack({
    ...rest,
    fresh,
    template: template ?? ((to) => synthesizeOnce({ root, app, stage, fresh, log, ...to })),
    log,
    people: ({ pools }, ids) => demoUsers(contract, pools, ids, demoOrgs(pools, sampleData)),
    prepare: async (stack) => {
      if (sampleData.length === 0) return
      log('Putting in sample data')
      for (const line of await putSampleData(contract, sampleData, stack)) log(`Warning: no sample data for ${line}`)
    },
  })
}
