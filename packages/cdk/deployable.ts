/**
 * Whether this checkout may be deployed at all: exits with 1 and says in one line why not. `pnpm run deploy` asks first.
 *
 * @module
 */
import { recordedDeployment, refusalToDeploy } from './deployment.ts'

const refusal = refusalToDeploy(recordedDeployment())
if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`)
  process.exitCode = 1
}
