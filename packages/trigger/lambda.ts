/** The trigger as a Lambda function: the one place where environment, clock, network and standard output come in. */
import type { Contract } from '@scopegate/contract'
import { type ClientDirectory, createClientDirectory } from './client-directory.ts'
import { parseEnvironment } from './environment.ts'
import { createHandler, type TokenResponse } from './handler.ts'

/**
 * The Lambda handler of a system's Pre Token Generation trigger. It reads `POOL` and `CLIENT_DIRECTORY` or
 * `CLIENT_DIRECTORY_PARAMETER`, which the constructs set.
 *
 * @throws {Error} that names the first environment variable that is missing or wrong. At start, so that a wrong
 *   deployment fails before it serves anyone.
 *
 * @example
 * // triggers/pre-token-generation.ts
 * export const handler = preTokenGeneration(contract)
 */
export function preTokenGeneration(contract: Contract): (event: unknown) => Promise<TokenResponse> {
  const { pool, directory } = parseEnvironment(contract, process.env)
  return createHandler({
    contract,
    pool,
    directory: typeof directory === 'string' ? inParameter(directory) : { nameOf: async (id) => directory.get(id) },
    log: (entry) => write(`${JSON.stringify(entry)}\n`),
  })
}

/** Straight to the descriptor: making `process.stdout` takes as long as all of the trigger. It does where that is full. */
function write(line: string): void {
  try {
    process.getBuiltinModule('node:fs').writeSync(1, line)
  } catch {
    process.stdout.write(line)
  }
}

const inParameter = (name: string): ClientDirectory =>
  createClientDirectory({
    // Not evaluated where the variable holds the directory: a sign-in waits for each module.
    read: async (signal) => (await import('./ssm-parameter.ts')).ssmParameter(name, signal),
    now: () => performance.now(),
    budget: 1_500,
    coolDown: 30_000,
  })
