/**
 * The CDK app: what the CDK CLI runs, and what the local stack runs as a child process. Writes the cloud assembly
 * to `CDK_OUTDIR` (the CLI sets it), otherwise to `infra/cdk.out`. Exits with 1 and says why when the contract cannot
 * be built; the variable `DEBUG` adds where.
 *
 * @module
 */
import { refuseFaults } from './refuse-faults.ts'

try {
  // First of all: what computes from the contract would fail on some faults while it loads, in words about JavaScript.
  refuseFaults()
  const { synthesize } = await import('./synthesize.ts')
  synthesize()
} catch (error) {
  const [reason, where] = error instanceof Error ? [error.message, error.stack] : [String(error), undefined]
  const said = process.env['DEBUG'] === undefined ? reason : (where ?? reason)
  for (const line of said.split('\n')) process.stderr.write(`Cannot synthesize: ${line}\n`)
  process.exitCode = 1
}
