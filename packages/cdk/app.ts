/**
 * The CDK app of a system: which stage, where to, and the settings of CDK with which the same commit gives the same bytes.
 *
 * Works offline: nothing is looked up in an account.
 */
import { join } from 'node:path'
import { deployFaults } from '@scopegate/analysis/deploy-faults'
import { stageLine } from '@scopegate/analysis/stages'
import { type Contract, type Stage, type Stages, stageNamed } from '@scopegate/contract'
import { App } from 'aws-cdk-lib'
import featureFlags from './feature-flags.json' with { type: 'json' }
import { ScopegateStacks } from './stacks.ts'

/** A system as the app takes it. */
export interface SystemProps<C extends Contract = Contract> {
  readonly contract: C
  readonly stages: Stages
  /** The system's folder: `services/`, `triggers/` and `infra/` are in it. */
  readonly root: string
}

export interface SynthesizeProps<C extends Contract = Contract> extends SystemProps<C> {
  /** The stage's name. Unless given: what the CDK CLI got with `-c stage=…`, then `SCOPEGATE_STAGE`, then `local`. */
  readonly stage?: string | undefined
  /** Where to write: two callers at once must name two folders. Unless given `CDK_OUTDIR`, then `infra/cdk.out`. */
  readonly outdir?: string | undefined
}

/** What a team adds to the stacks. */
export type Extend<C extends Contract> = (stacks: ScopegateStacks<C>, stage: Stage) => void

/** Wins over the CLI's context, so that a template does not depend on who asked for it. */
const always = {
  // Where a resource comes from in the construct tree, and which asset a function runs: read by people and by the emulator.
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
}

/**
 * A CDK app with the feature flags that the stacks are made for: all that CDK recommended when they were first written. One
 * that is left out takes CDK's older behaviour, and another value changes templates that are already deployed.
 */
export const createApp = (outdir: string): App =>
  new App({
    outdir,
    context: featureFlags,
    postCliContext: always,
    autoSynth: false,
    analyticsReporting: false,
    treeMetadata: false,
  })

/**
 * Synthesizes in this process and returns the cloud assembly's folder.
 *
 * @throws Error that says which rule of the contract (a line for each), of the stage, of a quota or of CDK is broken
 * @throws {DeployRefused} when CDK's context has `deploy`, and the stage may not be deployed from here
 */
export function synthesize<C extends Contract>(
  { contract, stages, root, stage, outdir }: SynthesizeProps<C>,
  extend: Extend<C> = () => {},
): string {
  const app = createApp(outdir ?? process.env['CDK_OUTDIR'] ?? join(root, 'infra/cdk.out'))
  const chosen = stageFrom(
    stages,
    stage ?? app.node.tryGetContext('stage') ?? process.env['SCOPEGATE_STAGE'] ?? 'local',
  )
  if (app.node.tryGetContext('deploy') !== undefined) refuseDeployment(contract, stages, chosen)
  extend(new ScopegateStacks(app, { contract, stage: chosen, root }), chosen)
  return app.synth().directory
}

/** The stage must not be deployed from here; the message says why, a line for each reason. */
export class DeployRefused extends Error {
  override readonly name = 'DeployRefused'
}

function refuseDeployment(contract: Contract, stages: Stages, stage: Stage): void {
  const faults = deployFaults(contract, stages, stage, process.env)
  if (faults.length > 0) throw new DeployRefused(faults.map(stageLine).join('\n'))
}

function stageFrom(stages: Stages, name: unknown): Stage {
  const stage = typeof name === 'string' ? stageNamed(stages, name) : undefined
  if (stage !== undefined) return stage
  throw new Error(`There is no stage \`${String(name)}\`. infra/stages.ts has ${Object.keys(stages).join(', ')}`)
}

/**
 * What a system's `infra/app.ts` calls: synthesizes for the CDK CLI, the emulator and the command line, which run that file.
 * Exits with 1 and says why when that fails; the variable `DEBUG` adds where.
 *
 * @example
 * // infra/app.ts
 * runApp({ contract, stages, root: dirname(import.meta.dirname) }, ({ main, functions }) => {
 *   new Alarm(main, 'Slow', { metric: functions.orders.metricDuration(), threshold: 3000, evaluationPeriods: 3 })
 * })
 */
export function runApp<C extends Contract>(props: SystemProps<C>, extend?: Extend<C>): void {
  try {
    synthesize(props, extend)
  } catch (error) {
    const what = error instanceof DeployRefused ? 'deploy' : 'synthesize'
    const [reason, where] = error instanceof Error ? [error.message, error.stack] : [String(error), undefined]
    const text = process.env['DEBUG'] === undefined ? reason : (where ?? reason)
    for (const line of text.split('\n')) process.stderr.write(`Cannot ${what}: ${line}\n`)
    process.exitCode = 1
  }
}
