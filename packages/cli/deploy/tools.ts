/** Programs that a system has installed: the CDK CLI and the type checker. Each runs with this very Node. */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import type { Answer } from '../program/command.ts'
import { exitCodes, Failure } from '../program/failure.ts'

/** The file of a package's program, looked for from the system's `infra/` and then from here. */
function programOf(root: string, name: string, bin: string): string {
  for (const from of [join(root, 'infra', 'app.ts'), import.meta.filename]) {
    try {
      return join(dirname(createRequire(from).resolve(`${name}/package.json`)), bin)
    } catch {
      // Not installed there.
    }
  }
  throw new Failure(`The package \`${name}\` is not installed`, `type \`npm install --save-dev ${name}\``)
}

/** Resolves with the exit code; a program ended by a signal counts as 1. */
function run(file: string, args: readonly string[], cwd: string, variables: Readonly<Record<string, string>> = {}) {
  // What it starts with `node` has to be this one.
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter)
  const env = { ...process.env, ...variables, PATH: path }
  return new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { cwd, env, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Asks nobody anything: no telemetry, no notices, no look for a newer version. */
const quiet = { CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_DISABLE_VERSION_CHECK: 'true' }

/** Runs the CDK CLI on the system's app; its exit code. */
export function cdk(root: string, stage: string, command: string, ...args: readonly string[]): Promise<number> {
  const app = ['--app', 'node infra/app.ts', '--output', 'infra/cdk.out', '--no-version-reporting', '--no-notices']
  const variables = { ...quiet, SCOPEGATE_STAGE: stage }
  return run(programOf(root, 'aws-cdk', 'bin/cdk'), [command, ...app, ...args], root, variables)
}

export const typesHold = async (root: string): Promise<boolean> =>
  (await run(programOf(root, 'typescript', 'bin/tsc'), ['--project', root, '--noEmit'], root)) === 0

/** What a command says that leaves the rest to the CDK CLI. */
export const outcome = (stage: string, code: number): Answer => ({
  report: { stage, ok: code === 0 },
  text: () => '',
  exitCode: code === 0 ? exitCodes.ok : exitCodes.no,
})
