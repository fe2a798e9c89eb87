/**
 * Turns the contract into a cloud assembly: the CloudFormation templates and the Lambda code they name.
 *
 * Works offline: the stacks name no account and no region, so nothing is looked up. The same commit gives the same
 * bytes, from the CLI and in process, because the feature flags are stated here and not in `cdk.json`.
 *
 * @module
 */
import { fileURLToPath } from 'node:url'
import { App } from 'aws-cdk-lib'
import { DataStack } from './data-stack.ts'
import { ScopegateStack } from './scopegate-stack.ts'

/** Wins over the CLI's context, so that a template does not depend on who asked for it. */
const context = {
  // Where a resource comes from in the construct tree, and which asset a function runs: read by people and by the local stack.
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:checkSecretUsage': true,
}

/** `CDK_OUTDIR` when set, else `infra/cdk.out`. */
const defaultOutdir = () => process.env['CDK_OUTDIR'] ?? fileURLToPath(new URL('../cdk.out', import.meta.url))

/**
 * Synthesizes in this process and returns the cloud assembly's directory.
 *
 * @param outdir Where to write; two callers at once must name two directories.
 * @throws Error that says which rule of the contract, of a quota or of CDK is broken.
 */
export function synthesize(outdir: string = defaultOutdir()): string {
  const app = new App({
    outdir,
    postCliContext: context,
    autoSynth: false,
    analyticsReporting: false,
    treeMetadata: false,
  })
  const data = new DataStack(app, 'ScopegateData')
  new ScopegateStack(app, 'Scopegate', { tables: data.tables })
  return app.synth().directory
}
