/**
 * `pnpm run deploy`: brings both stacks to the AWS account of the environment's credentials, data first, once the sign-in
 * domain has a name of its own and the types hold: Node would run code that they do not. Arguments go to `cdk deploy`, for
 * example `--require-approval never`. (`pnpm deploy` without `run` is a command of pnpm's own.)
 *
 * @module
 */
import { cdk } from './cdk.ts'
import { inOrder } from './in-order.ts'
import { run, runBin } from './run.ts'

process.exitCode = await inOrder(
  () => run(process.execPath, ['packages/cdk/deployable.ts']),
  () => runBin('tsc', '--project', '.'),
  () => cdk('deploy', '--all', ...process.argv.slice(2)),
)
