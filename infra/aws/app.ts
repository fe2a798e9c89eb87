/**
 * The CDK app: what the CDK CLI runs, and what the local stack runs as a child process. Writes the cloud assembly
 * to `CDK_OUTDIR` (the CLI sets it), otherwise to `infra/cdk.out`.
 *
 * @module
 */
import { synthesize } from './synthesize.ts'

synthesize()
