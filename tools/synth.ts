/**
 * `pnpm synth`: writes the CloudFormation templates to `infra/cdk.out`. Needs neither an account nor a network.
 * Arguments go to `cdk synth`, for example `--strict`.
 *
 * @module
 */
import { cdk } from './cdk.ts'

process.exitCode = await cdk('synth', '--quiet', ...process.argv.slice(2))
