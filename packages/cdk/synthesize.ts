/**
 * Turns the contract into a cloud assembly: the CloudFormation templates and the Lambda code they name.
 *
 * Works offline: the stacks name no account and no region, so nothing is looked up. The same commit gives the same
 * bytes, from the CLI and in process, because the feature flags of `cdk.json` hold for both.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { App } from 'aws-cdk-lib'
import { DataStack } from './data-stack.ts'
import { recordedDeployment } from './deployment.ts'
import { refuseFaults } from './refuse-faults.ts'
import { ScopegateStack } from './scopegate-stack.ts'

/** Wins over the CLI's context, so that a template does not depend on who asked for it. */
const always = {
  // Where a resource comes from in the construct tree, and which asset a function runs: read by people and by the local stack.
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
}

/** The feature flags of `cdk.json`, which the CLI hands over and a caller in process does not. */
function configured(): Record<string, unknown> {
  const file: unknown = JSON.parse(readFileSync(new URL('../../infra/cdk.json', import.meta.url), 'utf8'))
  // The cast is safe: the file lies beside this one, and a test synthesizes from it.
  return (file as { readonly context: Record<string, unknown> }).context
}

/** `CDK_OUTDIR` when set, else `infra/cdk.out`. */
const defaultOutdir = () => process.env['CDK_OUTDIR'] ?? fileURLToPath(new URL('../../infra/cdk.out', import.meta.url))

/**
 * Synthesizes in this process and returns the cloud assembly's directory.
 *
 * @param outdir Where to write; two callers at once must name two directories.
 * @throws Error that says which rule of the contract (a line for each), of a quota or of CDK is broken.
 */
export function synthesize(outdir: string = defaultOutdir()): string {
  refuseFaults()
  const app = new App({
    outdir,
    context: configured(),
    postCliContext: always,
    autoSynth: false,
    analyticsReporting: false,
    treeMetadata: false,
  })
  const data = new DataStack(app, 'ScopegateData')
  new ScopegateStack(app, 'Scopegate', { deployment: recordedDeployment(), tables: data.tables })
  return app.synth().directory
}
