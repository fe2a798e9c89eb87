/**
 * `pnpm run deploy`: brings both stacks to the AWS account of the environment's credentials, data first. Arguments go to
 * `cdk deploy`, for example `--require-approval never`. (`pnpm deploy` without `run` is a command of pnpm's own.)
 *
 * @module
 */
import { cdk } from './cdk.ts'

process.exitCode = await cdk('deploy', '--all', ...process.argv.slice(2))
