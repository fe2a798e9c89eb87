/** The trigger as a Lambda function: the one place where environment, clock, SDK and standard output come in. */
import type { Contract } from '@scopegate/contract'
import { createClientDirectory } from './client-directory.ts'
import { parseEnvironment } from './environment.ts'
import { createHandler, type TokenResponse } from './handler.ts'
import { ssmParameter } from './ssm-parameter.ts'

/**
 * The Lambda handler of a system's Pre Token Generation trigger. It reads `POOL` and `CLIENT_DIRECTORY_PARAMETER`, which
 * the constructs set.
 *
 * @throws {Error} that names the first environment variable that is missing or wrong. At start, so that a wrong
 *   deployment fails before it serves anyone.
 *
 * @example
 * // triggers/pre-token-generation.ts
 * export const handler = preTokenGeneration(contract)
 */
export function preTokenGeneration(contract: Contract): (event: unknown) => Promise<TokenResponse> {
  const { pool, clientDirectoryParameter } = parseEnvironment(contract, process.env)
  return createHandler({
    contract,
    pool,
    directory: createClientDirectory({
      read: ssmParameter(clientDirectoryParameter),
      now: () => performance.now(),
      budget: 1_500,
      coolDown: 30_000,
    }),
    log: (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`),
  })
}
