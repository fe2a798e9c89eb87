/**
 * Runs the CDK CLI of this workspace with this very Node, in `infra/`, where its `cdk.json` lies.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { root } from './run.ts'

const infra = `${root}infra/`

/** Asks nobody anything: no telemetry, no notices, no look for a newer version. */
const quiet = { CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_DISABLE_VERSION_CHECK: 'true' }

/** Resolves with the CLI's exit code; a CLI ended by a signal counts as 1. */
export function cdk(...args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${infra}node_modules/aws-cdk/bin/cdk`, '--no-notices', ...args], {
      cwd: infra,
      stdio: 'inherit',
      // `cdk.json` starts the app with `node`: it has to be this one.
      env: { ...process.env, ...quiet, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) },
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
