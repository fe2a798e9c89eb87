/**
 * The CDK app: what the CDK CLI runs, and what the local stack runs as a child process. Writes the cloud assembly
 * to `CDK_OUTDIR` (the CLI sets it), otherwise to `infra/cdk.out`. Exits with 1 and says why when the contract cannot
 * be built; the variable `DEBUG` adds where.
 *
 * @module
 */
import { synthesize } from './synthesize.ts'

try {
  synthesize()
} catch (error) {
  const [reason, where] = error instanceof Error ? [error.message, error.stack] : [String(error), undefined]
  process.stderr.write(`Cannot synthesize: ${process.env['DEBUG'] === undefined ? reason : (where ?? reason)}\n`)
  process.exitCode = 1
}
